import { type Colour, type Mesh, type SurfaceKind, surfaceKinds, type Vertex } from './mesh.ts';
import { lampsOf } from './meshLamps.ts';
import { inShortPieces, longestPieceM } from './shortPieces.ts';
import { smoothNormals } from './smoothNormals.ts';
import { cross, frameAlong, middle } from './vertices.ts';

export interface MeshBuilder {
  /** A flat or bent four-sided face; its outside is the side away from `inside`. */
  quad(a: Vertex, b: Vertex, c: Vertex, d: Vertex, inside: Vertex, colour: Colour, surface?: SurfaceKind): void;
  triangle(a: Vertex, b: Vertex, c: Vertex, inside: Vertex, colour: Colour, surface?: SurfaceKind): void;
  /** An upright box, tapered towards its top by `taper` (share of length and width left there). */
  box(centre: Vertex, size: Vertex, colour: Colour, surface?: SurfaceKind, taper?: readonly [number, number]): void;
  /** Rings of equally many corners, joined; both ends closed. */
  loft(rings: readonly (readonly Vertex[])[], colour: Colour, surface?: SurfaceKind): void;
  /** A round bar between two points. */
  limb(from: Vertex, to: Vertex, fromRadius: number, toRadius: number, colour: Colour, sides?: number): void;
  /** A wheel whose axle lies across. */
  wheel(x: number, y: number, radius: number, width: number, rim: Colour): void;
  ball(centre: Vertex, radii: Vertex, colour: Colour, surface?: SurfaceKind): void;
  done(): Mesh;
}

export function buildMesh(): MeshBuilder {
  const corners: number[] = [];
  const colours: number[] = [];
  const surfaces: number[] = [];

  const triangle: MeshBuilder['triangle'] = (a, b, c, inside, colour, surface = 'matte') => {
    const n = cross(a, b, c);
    if (n[0] * n[0] + n[1] * n[1] + n[2] * n[2] < 1e-14) return;
    const outward = n[0] * (a[0] - inside[0]) + n[1] * (a[1] - inside[1]) + n[2] * (a[2] - inside[2]);
    const [second, third] = outward >= 0 ? [b, c] : [c, b];
    corners.push(a[0], a[1], a[2], second[0], second[1], second[2], third[0], third[1], third[2]);
    colours.push(colour[0], colour[1], colour[2]);
    surfaces.push(surfaceKinds.indexOf(surface));
  };
  const quad: MeshBuilder['quad'] = (a, b, c, d, inside, colour, surface) => {
    triangle(a, b, c, inside, colour, surface);
    triangle(a, c, d, inside, colour, surface);
  };
  const loft: MeshBuilder['loft'] = (givenRings, colour, surface) => {
    const rings = inShortPieces(givenRings);
    for (let k = 0; k + 1 < rings.length; k++) {
      const from = rings[k]!;
      const to = rings[k + 1]!;
      const inside = middle([...from, ...to]);
      for (let i = 0; i < from.length; i++) {
        const j = (i + 1) % from.length;
        quad(from[i]!, from[j]!, to[j]!, to[i]!, inside, colour, surface);
      }
    }
    const body = middle(rings.flat());
    for (const ring of [rings[0]!, rings[rings.length - 1]!])
      for (let i = 1; i + 1 < ring.length; i++) triangle(ring[0]!, ring[i]!, ring[i + 1]!, body, colour, surface);
  };
  const box: MeshBuilder['box'] = ([x, y, z], [l, w, h], colour, surface, [endL, endW] = [1, 1]) => {
    if (l > longestPieceM && endL === 1 && endW === 1) {
      const slice = (at: number): Vertex[] => [
        [at, y - w / 2, z - h / 2],
        [at, y + w / 2, z - h / 2],
        [at, y + w / 2, z + h / 2],
        [at, y - w / 2, z + h / 2],
      ];
      loft([slice(x - l / 2), slice(x + l / 2)], colour, surface);
      return;
    }
    const ring = (level: number, sl: number, sw: number): Vertex[] => [
      [x - (l / 2) * sl, y - (w / 2) * sw, level],
      [x + (l / 2) * sl, y - (w / 2) * sw, level],
      [x + (l / 2) * sl, y + (w / 2) * sw, level],
      [x - (l / 2) * sl, y + (w / 2) * sw, level],
    ];
    loft([ring(z - h / 2, 1, 1), ring(z + h / 2, endL, endW)], colour, surface);
  };
  const limb: MeshBuilder['limb'] = (from, to, fromRadius, toRadius, colour, sides = 6) => {
    const [along, side, up] = frameAlong(from, to);
    if (along === 0) return;
    const ring = (at: Vertex, r: number): Vertex[] =>
      Array.from({ length: sides }, (_, i) => {
        const c = Math.cos((2 * Math.PI * i) / sides) * r;
        const s = Math.sin((2 * Math.PI * i) / sides) * r;
        return [at[0] + c * side[0] + s * up[0], at[1] + c * side[1] + s * up[1], at[2] + c * side[2] + s * up[2]];
      });
    loft([ring(from, fromRadius), ring(to, toRadius)], colour);
  };
  const wheel: MeshBuilder['wheel'] = (x, y, radius, width, rim) => {
    const ring = (at: number, r: number): Vertex[] =>
      Array.from({ length: 12 }, (_, i) => [
        x + r * Math.cos((Math.PI * i) / 6),
        at,
        radius + r * Math.sin((Math.PI * i) / 6),
      ]);
    loft([ring(y - width / 2, radius), ring(y + width / 2, radius)], [0.012, 0.012, 0.013]);
    for (const out of [-1, 1]) {
      const face = ring(y + out * (width / 2 + 0.01), radius * 0.62);
      for (let i = 1; i + 1 < face.length; i++)
        triangle(face[0]!, face[i]!, face[i + 1]!, [x, y, radius], rim, 'metal');
    }
  };
  const ball: MeshBuilder['ball'] = ([x, y, z], [rx, ry, rz], colour, surface) => {
    const levels = [-0.95, -0.6, 0, 0.6, 0.95];
    loft(
      levels.map((level) => {
        const r = Math.sqrt(1 - level * level);
        return Array.from({ length: 8 }, (_, i): Vertex => {
          const turn = (Math.PI * i) / 4;
          return [x + rx * r * Math.cos(turn), y + ry * r * Math.sin(turn), z + rz * level];
        });
      }),
      colour,
      surface,
    );
  };
  const done = (): Mesh => {
    const finished = new Float32Array(corners);
    return {
      triangles: surfaces.length,
      corners: finished,
      normals: smoothNormals(finished, surfaces),
      colours: new Float32Array(colours),
      surfaces: new Uint8Array(surfaces),
      lamps: lampsOf(finished, surfaces),
    };
  };
  return { quad, triangle, box, loft, limb, wheel, ball, done };
}
