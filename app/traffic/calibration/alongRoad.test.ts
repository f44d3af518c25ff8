import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../demo/film/projection.ts';
import type { CameraPose } from '../../demo/scene.ts';
import { distanceM, type GroundPoint } from '../../space/ground.ts';
import type { KnownLength } from '../scene/scene.ts';
import { calibratedPlane } from './calibratedPlane.ts';
import { calibrationReport } from './calibrationReport.ts';
import { usualPose } from './testing/mast.ts';
import type { VanishingCalibration } from './vanishingPoints.ts';

const picture = usualPose.size;
const places: readonly GroundPoint[] = [-8, -3, 0, 4, 9].flatMap((xM) => [18, 30, 55, 90].map((yM) => ({ xM, yM })));

/** What an operator would mark on a road that runs away from its camera: edges, a dash with its gap, a lane's width. */
function marked(pose: CameraPose) {
  const { imageOf } = projectionOf(pose);
  const line = (from: GroundPoint, to: GroundPoint) => ({ from: imageOf(from)!, to: imageOf(to)! });
  const length = (from: GroundPoint, to: GroundPoint): KnownLength => ({
    ...line(from, to),
    lengthM: distanceM(from, to),
  });
  const calibration: VanishingCalibration = {
    method: 'vanishing',
    along: [-5, 0, 5].map((xM) => line({ xM, yM: 22 }, { xM, yM: 70 })),
    across: [],
    cameraHeightM: pose.zM,
    fitLengths: [length({ xM: 0, yM: 24 }, { xM: 0, yM: 42 })],
    focalPx: null,
    controlPoints: [],
    controlLengths: [length({ xM: 5, yM: 25 }, { xM: 5, yM: 43 }), length({ xM: -5, yM: 30 }, { xM: 5, yM: 30 })],
  };
  return { calibration, stopLine: line({ xM: -5, yM: 28 }, { xM: 5, yM: 28 }), length };
}

function worstM(pose: CameraPose, calibration: VanishingCalibration): number {
  const plane = calibratedPlane(calibration, picture);
  const projection = projectionOf(pose);
  return Math.max(...places.map((place) => distanceM(plane.groundOf(projection.imageOf(place)!)!, place)));
}

describe('a view along the road', () => {
  it('is calibrated by its one vanishing point, the height of the camera and a known length along the road', () => {
    for (const pose of [usualPose, { ...usualPose, panRad: Math.PI / 2 - 0.03, tiltRad: 0.5, zM: 12 }]) {
      const { calibration } = marked(pose);
      const report = calibrationReport(calibration, picture);
      expect(worstM(pose, calibration)).toBeLessThan(1e-4);
      expect(report.problem).toBeNull();
      expect(report.focalPx).toBeCloseTo(1400, 4);
    }
  });

  it('or by a focal length that is known', () => {
    const { calibration } = marked(usualPose);
    const known = { ...calibration, fitLengths: [], focalPx: 1400 };
    expect(worstM(usualPose, known)).toBeLessThan(1e-4);
    expect(calibrationReport(known, picture).problem).toBeNull();
    expect(calibrationReport({ ...known, focalPx: 1500 }, picture).problem).toContain('% off');
  });

  it('of a camera that leans needs one line across the road', () => {
    const leaning = { ...usualPose, rollRad: 0.05 };
    const { calibration, stopLine } = marked(leaning);
    expect(worstM(leaning, calibration)).toBeGreaterThan(2);
    expect(worstM(leaning, { ...calibration, across: [stopLine] })).toBeLessThan(1e-4);
    expect(worstM(leaning, { ...calibration, across: [stopLine], fitLengths: [], focalPx: 1400 })).toBeLessThan(1e-4);
  });

  it('says how far hand and tape may be off', () => {
    const { lengths } = calibrationReport(marked(usualPose).calibration, picture);
    const [alongPct, acrossPct] = lengths.map(({ sigmaPct }) => sigmaPct!);
    expect(alongPct).toBeGreaterThan(0.5);
    expect(alongPct).toBeLessThan(4);
    expect(acrossPct).toBeGreaterThan(0.3);
    expect(acrossPct).toBeLessThan(4);
  });

  it('is refused with what to do instead where its marks give no camera', () => {
    const { calibration, length, stopLine } = marked(usualPose);
    const refused = (change: Partial<VanishingCalibration>) =>
      calibrationReport({ ...calibration, ...change }, picture).problem;
    expect(refused({})).toBeNull();
    expect(refused({ fitLengths: [] })).toContain('Nothing gives the focal length: draw two lines across the road');
    const wide = length({ xM: -5, yM: 30 }, { xM: 5, yM: 30 });
    expect(refused({ fitLengths: [wide] })).toContain('says nothing of the focal length');
    const [dash] = calibration.fitLengths as [KnownLength];
    expect(refused({ fitLengths: [{ ...dash, lengthM: 500 }] })).toContain('comes out shorter than it is');
    expect(refused({ fitLengths: [{ ...dash, lengthM: 0.5 }] })).toContain('comes out longer than it is');
    expect(refused({ fitLengths: [{ ...dash, to: { x: 960, y: 10 } }] })).toContain('above the horizon');
    expect(refused({ controlLengths: [dash, wide] })).toContain('one of the lengths that are fitted');
    const across = [stopLine, { from: { ...stopLine.from, y: 900 }, to: { ...stopLine.to, y: 900 } }];
    expect(refused({ fitLengths: [], across })).toContain('mark a known length along the road to fit by');
    expect(refused({ along: across })).toContain('side by side in this picture');
  });
});
