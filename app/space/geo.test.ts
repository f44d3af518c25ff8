import { describe, expect, it } from 'vitest';
import { bearingBetween, bearingOf, earthOf, type GeoFrame, geoFrameAt, groundOf, metresPerDegree } from './geo.ts';

const florence: GeoFrame = { latDeg: 43.7696, lonDeg: 11.2558, yBearingDeg: 30 };
const rounded = (value: number, digits = 6): number => Number(value.toFixed(digits));

describe('a ground frame on earth', () => {
  it('knows the lengths of a degree of WGS 84 at 45 degrees', () => {
    const { northM, eastM } = metresPerDegree(45);
    expect([rounded(northM, 0), rounded(eastM, 0)]).toEqual([111_132, 78_847]);
  });

  it.each([0, 90, 180, 270, 30, -45])(
    'with its y axis to %i degrees: 100 m along it lie at that bearing',
    (bearing) => {
      const geo = { ...florence, yBearingDeg: bearing };
      const there = earthOf(geo, { xM: 0, yM: 100 });
      expect(rounded(bearingBetween(geo, there), 3)).toBe((bearing + 360) % 360);
    },
  );

  it('has x to the right of y, as on a map', () => {
    const east = earthOf({ latDeg: 0, lonDeg: 0, yBearingDeg: 0 }, { xM: 1000, yM: 0 });
    expect([east.latDeg, rounded(east.lonDeg, 7)]).toEqual([0, 0.0089832]);
  });

  it('comes back from earth to within a micrometre', () => {
    const places = [
      { xM: 0, yM: 0 },
      { xM: 812.5, yM: -40.25 },
      { xM: -3, yM: 1200 },
    ];
    const off = places.map((place) => {
      const back = groundOf(florence, earthOf(florence, place));
      return Math.hypot(back.xM - place.xM, back.yM - place.yM);
    });
    expect(Math.max(...off)).toBeLessThan(1e-6);
  });

  it('turns a heading over the ground into a bearing', () => {
    expect([0, Math.PI / 2, Math.PI, -Math.PI / 2].map((heading) => rounded(bearingOf(florence, heading)))).toEqual([
      120, 30, 300, 210,
    ]);
  });

  it('can be found from one place and one direction', () => {
    const at = { xM: 250, yM: 1.2 };
    const earth = { latDeg: 43.77, lonDeg: 11.25 };
    const geo = geoFrameAt(at, 0.3, earth, 77);
    const { latDeg, lonDeg } = earthOf(geo, at);
    expect({ latDeg: rounded(latDeg, 7), lonDeg: rounded(lonDeg, 7), bearing: rounded(bearingOf(geo, 0.3)) }).toEqual({
      ...earth,
      bearing: 77,
    });
  });
});
