import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../demo/film/projection.ts';
import type { Calibration, CalibrationPair } from '../scene/scene.ts';
import { calibrationReport } from './calibrationReport.ts';
import type { PointsCalibration } from './groundMatrix.ts';
import { exactCalibration, pairsOf, usualCorners, usualPose } from './testing/mast.ts';

const picture = usualPose.size;
const mast = projectionOf(usualPose);
const exact = exactCalibration(mast);

function problemOf(changed: Partial<PointsCalibration>): string | null {
  return calibrationReport({ ...exact, ...changed }, picture).problem;
}

/** The y of places stretched: a survey with a bad tape. */
function stretched(pairs: readonly CalibrationPair[], by: number): CalibrationPair[] {
  return pairs.map(({ image, ground }) => ({ image, ground: { xM: ground.xM, yM: ground.yM * by } }));
}

/** Lines along and across a road, from a camera that looks past its direction by an angle. */
function byLinesSeenFrom(angleRad: number): Calibration {
  const projection = projectionOf({ ...usualPose, panRad: Math.PI / 2 - angleRad, tiltRad: 0.4 });
  const at = (xM: number, yM: number) => projection.imageOf({ xM, yM })!;
  return {
    method: 'vanishing',
    along: [2, 6, 12].map((xM) => ({ from: at(xM, 10), to: at(xM, 45) })),
    across: [12, 20, 32].map((yM) => ({ from: at(1, yM), to: at(16, yM) })),
    cameraHeightM: 8,
    fitLengths: [],
    focalPx: null,
    controlPoints: [],
    controlLengths: [
      { from: at(3, 15), to: at(3, 27), lengthM: 12 },
      { from: at(2, 20), to: at(6, 20), lengthM: 4 },
    ],
  };
}

describe('the report on a calibration', () => {
  it('finds nothing wrong with exact points, and says so in figures', () => {
    const report = calibrationReport(exact, picture);
    expect(report.problem).toBeNull();
    expect(Math.max(...report.residualsPx)).toBeLessThan(1e-6);
    expect(report.residualsPx).toHaveLength(4);
    expect(report.controlErrorsM.map((errorM) => Math.round(errorM! * 1e6))).toEqual([0, 0]);
    expect(report.lengths).toMatchObject([{ lengthM: Math.hypot(4.5, 20) }]);
    expect(report.greatestLengthErrorPct).toBeLessThan(1e-6);
    // Exact as they are, points set by hand are trusted as far as hands go.
    expect(report.lengthErrorShare).toBeGreaterThan(0.005);
    expect(report.lengthErrorShare).toBeLessThan(0.02);
    expect(report.conditionNumber).toBeGreaterThan(1);
    expect(report.focalPx).toBeNull();
  });

  it('shows how many metres a pixel is worth, more at the top than at the bottom, and only on the road', () => {
    const { scale, reach } = calibrationReport(exact, picture);
    const column = scale.filter(({ image }) => image.x === 900);
    const horizonPx = 540 - 1400 * Math.tan(usualPose.tiltRad);
    expect(column.every(({ image }) => image.y > horizonPx)).toBe(true);
    expect(column.map(({ upM }) => upM)).toEqual(column.map(({ upM }) => upM).toSorted((a, b) => b - a));
    // 0.2 m a pixel at about the root of 0.2 h f metres: 47 m.
    expect(reach).toHaveLength(17);
    expect(mast.groundOf(reach[8]!)!.yM).toBeGreaterThan(44);
    expect(mast.groundOf(reach[8]!)!.yM).toBeLessThan(50);
  });

  it('knows the focal length that two vanishing points tell', () => {
    const report = calibrationReport(byLinesSeenFrom(0.6), picture);
    expect(report.problem).toBeNull();
    expect(report.focalPx).toBeCloseTo(1400, 3);
    expect(Math.max(...report.residualsPx)).toBeLessThan(1e-6);
    expect(report.residualsPx).toHaveLength(6);
  });

  it('refuses lines of which a hand decides whether they give a road', () => {
    expect(calibrationReport(byLinesSeenFrom(0.2), picture).problem).toBeNull();
    expect(calibrationReport(byLinesSeenFrom(0.031), picture).problem).toBe(
      'A line drawn two pixels otherwise would give no road at all, as in views along the road: mark a known length along the road to fit by, or type the focal length.',
    );
  });

  it('refuses more than 2 % length error on the control points, and no less', () => {
    expect(problemOf({ controlPoints: stretched(exact.controlPoints, 1 / 1.019) })).toBeNull();
    expect(problemOf({ controlPoints: stretched(exact.controlPoints, 1 / 1.03) })).toBe(
      'A control length of 19.93 m comes out as 20.50 m, 2.8 % off; more than 2 % is refused: check the points and what was measured.',
    );
    const [from, to] = exact.controlPoints.map(({ image }) => image);
    const length = (lengthM: number) => ({ from: from!, to: to!, lengthM });
    expect(problemOf({ controlPoints: [], controlLengths: [length(20.5), length(20.6)] })).toBeNull();
    expect(problemOf({ controlPoints: [], controlLengths: [length(20.5), length(21)] })).toContain('21.00 m');
  });

  it('believes what the known lengths show where that is worse than what a hand makes likely', () => {
    const share = (by: number) =>
      calibrationReport({ ...exact, controlPoints: stretched(exact.controlPoints, 1 / by) }, picture).lengthErrorShare;
    expect(share(1.05)).toBeCloseTo(0.0475, 3);
    expect(share(1.001)).toBe(share(1));
  });

  it('refuses what nothing verifies', () => {
    const [first, second] = exact.controlPoints as [CalibrationPair, CalibrationPair];
    expect(problemOf({ controlPoints: [first] })).toContain('Nothing verifies this calibration yet');
    expect(problemOf({ controlPoints: [first, first] })).toContain('Two control points are the same place');
    expect(problemOf({ controlPoints: [first, exact.pairs[2]!] })).toContain('verifies nothing');
    expect(problemOf({ controlPoints: [first, second] })).toBeNull();
  });

  it('refuses points on a line, nearly on a line, mixed up or mirrored, each with its own sentence', () => {
    const onLine = pairsOf(mast, [{ xM: 0, yM: 20 }, ...usualCorners.slice(1, 3), { xM: 0, yM: 40 }]);
    expect(problemOf({ pairs: onLine })).toBeNull();
    const [a, , c] = usualCorners;
    const line = pairsOf(mast, [a!, { xM: 0, yM: 40 }, c!, { xM: -3.5, yM: 60 }]);
    expect(problemOf({ pairs: line })).toContain('Three of the points lie on one line');
    const nearLine = pairsOf(mast, [a!, { xM: 0.02, yM: 40 }, c!, { xM: -3.5, yM: 60 }]);
    expect(problemOf({ pairs: nearLine })).toContain('nearly on one line');
    const [p, q, r, s] = exact.pairs.map(({ image }) => image);
    const asSeen = (...order: (typeof p)[]) => order.map((image, i) => ({ image: image!, ground: usualCorners[i]! }));
    expect(problemOf({ pairs: asSeen(p, q, s, r) })).toContain('mixed up');
    expect(problemOf({ pairs: asSeen(q, p, s, r) })).toContain('mirrored');
    expect(problemOf({ pairs: asSeen(q, r, s, p) })).toContain('% off');
    expect(problemOf({ pairs: asSeen(r, s, p, q) })).toContain(
      'from where it was measured, although its lengths agree',
    );
    expect(problemOf({ pairs: asSeen(p, q, r, s) })).toBeNull();
  });

  it('gives no figures where there is no road', () => {
    const same = exact.pairs.map((pair) => ({ ...pair, image: { x: 5, y: 5 } }));
    expect(calibrationReport({ ...exact, pairs: same }, picture)).toEqual({
      problem: 'The points are all the same; spread them over the road.',
      plane: null,
      residualsPx: [],
      controlErrorsM: [],
      lengths: [],
      greatestLengthErrorPct: null,
      lengthErrorShare: null,
      conditionNumber: null,
      focalPx: null,
      scale: [],
      reach: [],
    });
  });

  it('refuses a control point above the horizon', () => {
    const inTheSky = { image: { x: 960, y: 10 }, ground: { xM: 0, yM: 300 } };
    expect(problemOf({ controlPoints: [...exact.controlPoints, inTheSky] })).toContain('above the horizon');
  });
});
