import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { projectionOf } from '../../demo/film/projection.ts';
import type { CameraPose } from '../../demo/scene.ts';
import { distanceM, type GroundPoint } from '../../space/ground.ts';
import type { Calibration } from '../scene/scene.ts';
import { calibratedPlane } from './calibratedPlane.ts';
import { planeSpread } from './planeSpread.ts';
import { exactCalibration, normalFrom, pairsOf, roughPairs, usualCorners, usualPose } from './testing/mast.ts';

const picture = usualPose.size;
const mast = projectionOf(usualPose);
const places: readonly GroundPoint[] = [-8, -3, 0, 4, 9].flatMap((xM) => [18, 30, 55, 90].map((yM) => ({ xM, yM })));

/** Looks across a road whose lane markings run along y of a ground frame below the camera. */
const oblique: CameraPose = { ...usualPose, panRad: Math.PI / 2 - 0.6, tiltRad: 0.4, rollRad: 0.02, zM: 9.5 };

type Vanishing = Extract<Calibration, { method: 'vanishing' }>;

function vanishingOf(pose: CameraPose, off: () => number = () => 0): Vanishing {
  const projection = projectionOf(pose);
  const line = (...ends: [GroundPoint, GroundPoint]) => {
    const [from, to] = ends.map((end) => {
      const { x, y } = projection.imageOf(end)!;
      return { x: x + off(), y: y + off() };
    });
    return { from: from!, to: to! };
  };
  return {
    method: 'vanishing',
    along: [2, 6, 12].map((xM) => line({ xM, yM: 10 }, { xM, yM: 45 })),
    across: [12, 20, 32].map((yM) => line({ xM: 1, yM }, { xM: 16, yM })),
    cameraHeightM: pose.zM,
    fitLengths: [],
    focalPx: null,
    controlPoints: [],
    controlLengths: [],
  };
}

describe('the road plane of a calibration', () => {
  it('by exact points is the road as the camera shows it, through a bending lens as well', () => {
    for (const k1 of [0, -0.12, 0.05]) {
      const projection = projectionOf({ ...usualPose, k1 });
      const plane = calibratedPlane(exactCalibration(projection), picture);
      for (const place of places) {
        const image = projection.imageOf(place)!;
        expect(distanceM(plane.groundOf(image)!, place)).toBeLessThan(1e-4);
        const back = plane.imageOf(place)!;
        expect(Math.hypot(back.x - image.x, back.y - image.y)).toBeLessThan(1e-4);
      }
      expect(plane.groundOf({ x: 960, y: 20 })).toBeNull();
      expect(plane.imageOf({ xM: 0, yM: -30 })).toBeNull();
    }
  });

  it('says what a pixel is worth as the derivative of the projection does', () => {
    const plane = calibratedPlane(exactCalibration(mast), picture);
    const scale = plane.metresPerPixel(mast.imageOf({ xM: 0, yM: 40 })!)!;
    // Across: distance along the axis by f. Up: the square of the distance by h f, seen along the ray.
    const rayM = Math.hypot(40, 8);
    const depthM = 40 * Math.cos(usualPose.tiltRad) + 8 * Math.sin(usualPose.tiltRad);
    expect(scale.acrossM).toBeCloseTo(depthM / 1400, 5);
    expect(scale.upM).toBeGreaterThan(0.98 * ((rayM * depthM) / (8 * 1400)) * (depthM / rayM));
    expect(scale.upM).toBeLessThan(0.16);
  });

  it('by two vanishing points and the height is the road below the camera, y along and x across to the right', () => {
    for (const pose of [oblique, { ...oblique, panRad: Math.PI / 2 + 0.7, tiltRad: 0.55, rollRad: -0.05 }]) {
      const projection = projectionOf(pose);
      const seen = places.filter((place) => projection.imageOf(place));
      const plane = calibratedPlane(vanishingOf(pose), picture);
      expect(seen.length).toBeGreaterThan(12);
      for (const place of seen) {
        expect(distanceM(plane.groundOf(projection.imageOf(place)!)!, place)).toBeLessThan(1e-4);
      }
    }
  });

  it('by vanishing points does not care in which order and sense the lines were drawn', () => {
    const { along, across, ...rest } = vanishingOf(oblique);
    const turned = (lines: typeof along) => lines.toReversed().map(({ from, to }) => ({ from: to, to: from }));
    const plane = calibratedPlane({ ...rest, along: turned(along), across: turned(across) }, picture);
    const place = { xM: 5, yM: 25 };
    expect(distanceM(plane.groundOf(projectionOf(oblique).imageOf(place)!)!, place)).toBeLessThan(1e-4);
  });

  it('is refused when its lines give no camera, with what to do', () => {
    const { along, across, ...rest } = vanishingOf(oblique);
    const refused = (lines: Pick<Vanishing, 'along' | 'across'>) => () =>
      calibratedPlane({ ...rest, ...lines }, picture);
    expect(refused({ along, across })).not.toThrow();
    expect(refused({ along: [along[0]!, along[0]!], across })).toThrow('The lines along the road lie on one another');
    expect(refused({ along, across: along })).toThrow('The two directions give no focal length');
    const straight = vanishingOf(usualPose);
    expect(() => calibratedPlane(straight, picture)).toThrow(
      'as in every view along the road: mark a known length along the road to fit by',
    );
  });

  it('is refused when points are mixed up, so that the horizon passes between them', () => {
    const { pairs, ...rest } = exactCalibration(mast);
    const [a, b, c, d] = pairs as [never, never, never, never];
    expect(() => calibratedPlane({ ...rest, pairs: [a, b, c, d] }, picture)).not.toThrow();
    const mixed = [a, b, d, c].map((pair: (typeof pairs)[number], i) => ({ ...pair, ground: usualCorners[i]! }));
    expect(() => calibratedPlane({ ...rest, pairs: mixed }, picture)).toThrow('two of them are mixed up');
  });
});

describe('the spread of a calibration', () => {
  it('foretells how far lengths are off when points are set by hand', () => {
    const normal = normalFrom(seededRandom(11));
    const [from, to] = pairsOf(mast, [
      { xM: 0, yM: 24 },
      { xM: 1, yM: 50 },
    ]).map(({ image }) => image);
    const lengthBy = (calibration: Calibration) => {
      const plane = calibratedPlane(calibration, picture);
      return distanceM(plane.groundOf(from!)!, plane.groundOf(to!)!);
    };
    const exact = exactCalibration(mast);
    const lengthM = lengthBy(exact);
    const sigma = { clickPx: 2, surveyM: 0.05 };
    const planes = planeSpread(exact, picture, sigma);
    expect(planes).toHaveLength(8);
    const foretoldM = Math.hypot(
      ...planes.map((plane) => distanceM(plane.groundOf(from!)!, plane.groundOf(to!)!) - lengthM),
    );
    let squares = 0;
    for (let run = 0; run < 250; run++)
      squares += (lengthBy({ ...exact, pairs: roughPairs(exact.pairs, normal, sigma) }) - lengthM) ** 2;
    expect(foretoldM / Math.sqrt(squares / 250)).toBeGreaterThan(0.88);
    expect(foretoldM / Math.sqrt(squares / 250)).toBeLessThan(1.12);
  });

  it('of vanishing points grows with the hand that draws the lines', () => {
    const calibration = vanishingOf(oblique);
    const offM = (clickPx: number) => {
      const image = projectionOf(oblique).imageOf({ xM: 5, yM: 30 })!;
      const planes = planeSpread(calibration, picture, { clickPx, surveyM: 1e-6 });
      return Math.hypot(...planes.map((plane) => distanceM(plane.groundOf(image)!, { xM: 5, yM: 30 })));
    };
    expect(offM(2) / offM(1)).toBeCloseTo(2, 0);
    expect(offM(1)).toBeGreaterThan(0.01);
  });
});
