import { describe, expect, it } from 'vitest';
import type { Body, CameraPose } from '../scene.ts';
import { createFilmCamera } from './filmCamera.ts';
import { type LightName, lightOf } from './lightOf.ts';
import { shutterTimeS } from './shutter.ts';

describe('the time of the shutter', () => {
  it('is 1/500 s in bright sun, grows as the light goes, and ends at 1/50 s', () => {
    expect(shutterTimeS(0.11)).toBe(1 / 500);
    expect(shutterTimeS(0.022)).toBeCloseTo(1 / 100, 9);
    expect([0.011, 0.004, 0.0001].map(shutterTimeS)).toEqual([1 / 50, 1 / 50, 1 / 50]);
    expect(shutterTimeS(2)).toBe(1 / 1000);
  });
});

const pose: CameraPose = {
  ...{ name: 'test', xM: 0, yM: 0, zM: 7, panRad: 0, tiltRad: 0.3, rollRad: 0 },
  ...{ horizontalFovRad: 0.9, k1: 0, size: { width: 320, height: 192 } },
};
const outline = [-200, 200].flatMap((xM) => [
  { xM, yM: xM },
  { xM, yM: -xM },
]);
const scenery = {
  surfaces: [{ outline, material: 'asphalt' as const }],
  ...{ markings: [], blocks: [], trees: [], poles: [], signalHeads: [] },
};
/** Drives across the picture, 25 m away. */
const van: Body = {
  ...{ id: 1, kind: 'van', lookSeed: 4, xM: 25, yM: 0, headingRad: Math.PI / 2, lengthM: 5.5, widthM: 2, heightM: 2.4 },
  ...{ speedMps: 0, odometerM: 0, braking: false, indicator: 'none' },
};
const pixelsAM = 160 / Math.tan(0.45) / 25;

/** Where a van that moves differs from one that stands, pixels from the first to the last column; and its box. */
function change(light: LightName, speedMps: number): { columns: number; box: unknown; standing: unknown } {
  const camera = createFilmCamera(scenery, pose, { ...lightOf(light), noise: 0 }, 1);
  const film = (body: Body) => {
    const picture = new Uint8Array(3 * 320 * 192);
    const [found] = camera.render({ timeMs: 0, bodies: [body], signals: new Map() }, picture);
    return { picture, box: found!.boxInImage };
  };
  const [stands, moves] = [film(van), film({ ...van, speedMps })];
  const columns: number[] = [];
  stands.picture.forEach((value, at) => {
    if (Math.abs(value - moves.picture[at]!) > 2) columns.push(Math.floor(at / 3) % 320);
  });
  const extent = columns.length === 0 ? 0 : Math.max(...columns) - Math.min(...columns) + 1;
  return { columns: extent, box: moves.box, standing: stands.box };
}

describe('motion in the picture', () => {
  it('of 1/50 s at dusk smears a van before and behind itself, by half its way to either side', () => {
    const { columns, box, standing } = change('dusk', 30);
    const wayPx = (30 / 50) * pixelsAM;
    expect(box).toEqual(standing);
    const width = (standing as { w: number }).w;
    expect(columns).toBeGreaterThan(width + 0.6 * wayPx);
    expect(columns).toBeLessThan(width + 1.4 * wayPx + 2);
  });

  it('of 1/500 s by day is less than a pixel: the picture is that of a van that stands', () => {
    expect(change('day', 20).columns).toBe(0);
    expect(change('day', 0).columns).toBe(0);
  });
});
