import type { Calibration, CalibrationPair } from '../../../traffic/scene/scene.ts';
import type { Projection } from '../../film/projection.ts';
import type { GroundPoint } from '../../scene.ts';

/** Pairs as a surveyor would measure them, exact: a rectangle of the road before the camera, and two points to verify it. */
export function demoCalibration(projection: Projection): Extract<Calibration, { method: 'points' }> {
  const { size, k1 } = projection.pose;
  const pairAt = (shareX: number, shareY: number): CalibrationPair => {
    const image = { x: Math.round(size.width * shareX), y: Math.round(size.height * shareY) };
    return { image, ground: millimetres(projection.groundOf(image)!) };
  };
  return {
    method: 'points',
    pairs: [pairAt(0.1, 0.92), pairAt(0.9, 0.92), pairAt(0.8, 0.42), pairAt(0.2, 0.42)],
    controlPoints: [pairAt(0.5, 0.85), pairAt(0.55, 0.5), pairAt(0.3, 0.6)],
    controlLengths: [],
    lens: k1 === 0 ? null : { k1, focalPx: projection.focalPx, cxPx: size.width / 2, cyPx: size.height / 2 },
  };
}

function millimetres({ xM, yM }: GroundPoint): GroundPoint {
  return { xM: Math.round(xM * 1000) / 1000, yM: Math.round(yM * 1000) / 1000 };
}
