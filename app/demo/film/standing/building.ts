import { between, oneOf, type Random } from '../../../base/random.ts';
import { darkGlass, displayed, firmPaint, scaled } from '../bodies/paint.ts';
import type { Colour, Mesh, Vertex } from '../mesh.ts';
import { buildMesh, type MeshBuilder } from '../meshBuilder.ts';

export function buildingMesh(random: Random, lengthM: number, widthM: number, heightM: number): Mesh {
  const mesh = buildMesh();
  const wall = oneOf(random, [
    displayed(190, 180, 164),
    displayed(160, 96, 74),
    displayed(206, 202, 194),
    displayed(140, 140, 140),
    displayed(176, 160, 120),
    displayed(120, 126, 134),
    displayed(150, 120, 96),
    firmPaint(random),
  ]);
  const pitched = heightM < 11 && random() < 0.6;
  const eaves = pitched ? heightM * 0.72 : heightM;
  mesh.box([0, 0, 0.35], [lengthM + 0.06, widthM + 0.06, 0.7], scaled(wall, 0.55));
  const size = { lengthM, widthM, heightM };
  if (pitched) pitchedRoof(mesh, random, size, eaves, wall);
  else flatRoof(mesh, random, size, wall);
  walls(mesh, random, size, eaves, wall);
  return mesh.done();
}

interface Size {
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
}

function pitchedRoof(
  mesh: MeshBuilder,
  random: Random,
  { lengthM, widthM, heightM }: Size,
  eaves: number,
  wall: Colour,
): void {
  const tiles = oneOf(random, [displayed(120, 62, 46), displayed(70, 70, 76), displayed(96, 56, 40)]);
  const [l, w] = [lengthM / 2 + 0.4, widthM / 2 + 0.4];
  mesh.loft(
    [
      [
        [-l, -w, eaves],
        [l, -w, eaves],
        [l, w, eaves],
        [-l, w, eaves],
      ],
      [
        [-l, -0.05, heightM],
        [l, -0.05, heightM],
        [l, 0.05, heightM],
        [-l, 0.05, heightM],
      ],
    ],
    tiles,
  );
  mesh.box([lengthM * 0.25, widthM * 0.15, heightM], [0.7, 0.7, 1.6], scaled(wall, 0.6));
}

function flatRoof(mesh: MeshBuilder, random: Random, { lengthM, widthM, heightM }: Size, wall: Colour): void {
  mesh.box([0, 0, heightM + 0.2], [lengthM + 0.1, widthM + 0.1, 0.5], scaled(wall, 0.8));
  mesh.box(
    [between(random, -0.3, 0.3) * lengthM, 0, heightM + 1],
    [Math.min(4, lengthM * 0.3), Math.min(3, widthM * 0.3), 2],
    displayed(130, 130, 130),
  );
}

/** Walls and their windows, floor by floor; shops below. */
function walls(mesh: MeshBuilder, random: Random, { lengthM, widthM }: Size, eaves: number, wall: Colour): void {
  const floorM = between(random, 2.8, 3.6);
  const bayM = between(random, 2.2, 4.2);
  const share = between(random, 0.4, 0.85);
  const floors = Math.min(14, Math.max(1, Math.floor(eaves / floorM)));
  for (const [span, off, turned] of [
    [lengthM, widthM / 2, false],
    [widthM, lengthM / 2, true],
  ] as const) {
    const bays = Math.min(24, Math.max(1, Math.floor(span / bayM)));
    for (let floor = 0; floor < floors; floor++)
      for (let bay = 0; bay < bays; bay++)
        for (const side of [-1, 1]) {
          const along = ((bay + 0.5) / bays - 0.5) * span;
          const z = (floor + 0.55) * (eaves / floors);
          // The wall in pieces behind each window, so that the lens bends both alike.
          const corner = (a: number, level: number): Vertex => {
            const at = ((bay + a) / bays - 0.5) * span;
            const height = (level * eaves) / floors;
            return turned ? [side * off, at, height] : [at, side * off, height];
          };
          mesh.quad(corner(0, floor), corner(1, floor), corner(1, floor + 1), corner(0, floor + 1), [0, 0, z], wall);
          const shop = floor === 0 && share > 0.65;
          const lit = random() < 0.28;
          const half = ((span / bays) * (shop ? 0.9 : share)) / 2;
          const tall = floorM * (shop ? 0.36 : 0.25);
          const colour = lit
            ? scaled(displayed(236, 190, 120), between(random, 0.4, 1))
            : scaled(darkGlass, between(random, 0.7, 4));
          const pane = (a: number, c: number): Vertex =>
            turned
              ? [side * (off + 0.05), along + a * half, z + c * tall]
              : [along + a * half, side * (off + 0.05), z + c * tall];
          mesh.quad(pane(-1, -1), pane(1, -1), pane(1, 1), pane(-1, 1), [0, 0, z], colour, lit ? 'litWindow' : 'glass');
        }
  }
}
