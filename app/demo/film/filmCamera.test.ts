import { describe, expect, it } from 'vitest';
import { pictureStatistics } from '../../detect/pictureStatistics.ts';
import type { Body, BodyInPicture, CameraFault, CameraPose, Scenery } from '../scene.ts';
import { createBodyShop } from './bodies/bodyMesh.ts';
import { createFilmCamera, type FilmCamera } from './filmCamera.ts';
import { lightNames, lightOf } from './lightOf.ts';

const width = 320;
const height = 192;
const pose: CameraPose = {
  name: 'test',
  xM: 0,
  yM: 0,
  zM: 7,
  panRad: 0,
  tiltRad: 0.4,
  rollRad: 0,
  horizontalFovRad: 0.9,
  k1: -0.08,
  size: { width, height },
};
const strip = (half: number) => [
  { xM: -20, yM: -half },
  { xM: 150, yM: -half },
  { xM: 150, yM: half },
  { xM: -20, yM: half },
];
const scenery: Scenery = {
  surfaces: [{ outline: strip(6), material: 'asphalt' }],
  markings: [
    {
      course: [
        { xM: 0, yM: 0 },
        { xM: 150, yM: 0 },
      ],
      widthM: 0.15,
      dashM: [3, 6],
      material: 'white',
    },
  ],
  blocks: [],
  trees: [],
  poles: [],
  signalHeads: [],
};
const body = (change: Partial<Body>): Body => ({
  id: 1,
  kind: 'car',
  lookSeed: 5,
  xM: 22,
  yM: 1.5,
  headingRad: 0.2,
  lengthM: 4.4,
  widthM: 1.8,
  heightM: 1.5,
  speedMps: 0,
  odometerM: 0,
  braking: false,
  indicator: 'none',
  ...change,
});
const dayCamera = createFilmCamera(scenery, pose, lightOf('day'), 1);
const meanOf = (picture: Uint8Array) => picture.reduce((sum, value) => sum + value, 0) / picture.length;
const film = (
  camera: FilmCamera,
  bodies: Body[],
  fault?: CameraFault,
  timeMs = 0,
): { picture: Uint8Array; found: BodyInPicture[] } => {
  const { size } = camera.projection.pose;
  const picture = new Uint8Array(3 * size.width * size.height);
  const found = camera.render({ timeMs, bodies, signals: new Map() }, picture, fault);
  return { picture, found };
};
const statisticsOf = (picture: Uint8Array) =>
  pictureStatistics(picture, width, { offsetX: 0, offsetY: 0, width, height })!;

/** The box of all corners of a body's shape, each taken through the projection. */
function boxByCorners(one: Body): { left: number; top: number; right: number; bottom: number } {
  const mesh = createBodyShop()(one);
  const [cos, sin] = [Math.cos(one.headingRad), Math.sin(one.headingRad)];
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let k = 0; k < mesh.corners.length; k += 3) {
    const [x, y, z] = [mesh.corners[k]!, mesh.corners[k + 1]!, mesh.corners[k + 2]!];
    const image = dayCamera.projection.imageOf({ xM: one.xM + x * cos - y * sin, yM: one.yM + x * sin + y * cos }, z)!;
    box.left = Math.min(box.left, image.x);
    box.right = Math.max(box.right, image.x);
    box.top = Math.min(box.top, image.y);
    box.bottom = Math.max(box.bottom, image.y);
  }
  return box;
}

describe('a film camera', () => {
  it('knows the box of every kind of body to the pixel', () => {
    const kinds: [Body['kind'], number, number, number][] = [
      ['car', 4.4, 1.8, 1.5],
      ['van', 5.5, 2, 2.4],
      ['truck', 9, 2.5, 3.5],
      ['bus', 11, 2.5, 3],
      ['motorcycle', 2.1, 0.8, 1.6],
      ['bicycle', 1.8, 0.6, 1.75],
      ['pedestrian', 0.5, 0.5, 1.75],
      ['cone', 0.4, 0.4, 0.7],
    ];
    for (const [kind, lengthM, widthM, heightM] of kinds) {
      const one = body({ kind, lengthM, widthM, heightM });
      const expected = boxByCorners(one);
      const { boxInImage: box, visibleBoxInImage, visibleShare } = film(dayCamera, [one]).found[0]!;
      const off = [
        box.cx - box.w / 2 - expected.left,
        box.cy - box.h / 2 - expected.top,
        box.cx + box.w / 2 - expected.right,
        box.cy + box.h / 2 - expected.bottom,
      ].map(Math.abs);
      expect(Math.max(...off), `${kind} ${off}`).toBeLessThan(0.8);
      expect(visibleBoxInImage).toEqual(box);
      expect(visibleShare).toBe(1);
    }
  });

  it('leaves shadows out of the boxes', () => {
    const inShade = film(createFilmCamera(scenery, pose, lightOf('overcast'), 1), [body({})]);
    expect(film(dayCamera, [body({})]).found).toEqual(inShade.found);
  });

  it('tells how much of a body another one hides, and gives the box of the rest', () => {
    const car = body({ xM: 26, yM: 0, headingRad: 0 });
    const lorry = body({ id: 2, kind: 'truck', xM: 18, yM: -1.2, headingRad: 0, lengthM: 6, widthM: 2.4, heightM: 3 });
    const alone = film(dayCamera, [car]).found[0]!;
    const hidden = film(dayCamera, [car, lorry]).found.find(({ id }) => id === 1)!;
    expect(alone.visibleShare).toBe(1);
    expect(hidden.boxInImage).toEqual(alone.boxInImage);
    expect(hidden.visibleShare).toBeGreaterThan(0.1);
    expect(hidden.visibleShare).toBeLessThan(0.9);
    expect(hidden.visibleBoxInImage.w).toBeLessThan(alone.boxInImage.w);
  });

  it('counts what lies outside the picture as hidden', () => {
    const edge = dayCamera.projection.groundOf({ x: 0, y: 120 })!;
    const half = film(dayCamera, [
      body({ kind: 'bus', ...edge, headingRad: Math.PI / 2, lengthM: 10, widthM: 2.5, heightM: 3 }),
    ]).found[0]!;
    expect(half.visibleShare).toBeGreaterThan(0.35);
    expect(half.visibleShare).toBeLessThan(0.65);
    expect(half.boxInImage.cx - half.boxInImage.w / 2).toBe(0);
    expect(film(dayCamera, [body({ xM: -30 })]).found).toEqual([]);
  });

  it('films the same instant alike, and another one not', () => {
    const other = createFilmCamera(scenery, pose, lightOf('day'), 1);
    film(other, [body({ xM: 30 })], undefined, 80);
    const again = film(other, [body({})]);
    const first = film(dayCamera, [body({})]);
    expect(Buffer.from(again.picture).equals(Buffer.from(first.picture))).toBe(true);
    expect(Buffer.from(film(dayCamera, [body({ xM: 23 })]).picture).equals(Buffer.from(first.picture))).toBe(false);
  });

  it('is darker by night, hides what is far in fog, and still shows a body in every light', () => {
    const small = { ...pose, size: { width: 160, height: 96 } };
    const standOut = (name: (typeof lightNames)[number], one: Body) => {
      const camera = createFilmCamera(scenery, small, lightOf(name), 1);
      const [withBody, without] = [film(camera, [one]), film(camera, [])];
      const { cx, cy, w, h } = withBody.found[0]!.boxInImage;
      let difference = 0;
      for (let y = Math.ceil(cy - h / 2); y < cy + h / 2; y++)
        for (let x = Math.ceil(cx - w / 2); x < cx + w / 2; x++) {
          const at = 3 * (y * 160 + x) + 1;
          difference += Math.abs(withBody.picture[at]! - without.picture[at]!) / (w * h);
        }
      return { difference, brightness: meanOf(without.picture) };
    };
    for (const name of lightNames) expect(standOut(name, body({})).difference, name).toBeGreaterThan(6);
    expect(standOut('night', body({})).brightness).toBeLessThan(0.7 * standOut('day', body({})).brightness);
    const far = body({ xM: 45 });
    expect(standOut('fog', far).difference).toBeLessThan(0.6 * standOut('day', far).difference);
  });

  it('shows its faults: covered, blurred, dark', () => {
    const sound = statisticsOf(film(dayCamera, [body({})]).picture);
    const bad = (fault: CameraFault) => statisticsOf(film(dayCamera, [body({})], fault).picture);
    expect(bad({ kind: 'dark', factor: 0.15 }).brightness).toBeLessThan(0.2 * sound.brightness);
    expect(bad({ kind: 'blurred', radiusPx: 6 }).sharpness).toBeLessThan(0.1 * sound.sharpness);
    expect(bad({ kind: 'covered', share: 1 }).contrast).toBeLessThan(0.4 * sound.contrast);
    expect(bad({ kind: 'covered', share: 0.5 }).brightness).toBeLessThan(0.8 * sound.brightness);
  });

  it('frozen, goes on with its last picture and its boxes', () => {
    const camera = createFilmCamera(scenery, pose, lightOf('day'), 1);
    const last = film(camera, [body({})]);
    const frozen = film(camera, [body({ xM: 30 })], { kind: 'frozen' }, 80);
    expect(Buffer.from(frozen.picture).equals(Buffer.from(last.picture))).toBe(true);
    expect(frozen.found).toEqual(last.found);
    expect(film(camera, [body({ xM: 30 })], undefined, 160).found).not.toEqual(last.found);
  });

  it('moved, sees the body elsewhere', () => {
    const straight = film(dayCamera, [body({})]).found[0]!.boxInImage;
    const moved = film(dayCamera, [body({})], { kind: 'moved', panRad: 0.15, tiltRad: 0 }).found[0]!.boxInImage;
    expect(moved.cx - straight.cx).toBeGreaterThan(30);
  });

  it('refuses a picture of another size', () => {
    expect(() => dayCamera.render({ timeMs: 0, bodies: [], signals: new Map() }, new Uint8Array(12))).toThrow(
      'A picture of 320 x 192 needs 184320 bytes, not 12.',
    );
  });
});
