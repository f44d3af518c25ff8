import type { Light } from '../scene.ts';

export const lightNames = ['day', 'overcast', 'dusk', 'night', 'low-sun', 'rain', 'fog', 'shadows'] as const;
export type LightName = (typeof lightNames)[number];

/** Light and weather by name; with `random` one of the many days that bear this name. */
export function lightOf(name: LightName, random: () => number = () => 0.5): Light {
  const within = (low: number, high: number): number => low + random() * (high - low);
  const azimuth = within(0, 2 * Math.PI) - 0.9;
  const day: Light = {
    sunElevationRad: within(0.5, 1.05),
    sunAzimuthRad: azimuth,
    sun: within(0.75, 1),
    sky: 1,
    lampsOn: false,
    visibilityM: within(2500, 20000),
    rain: 0,
    wet: 0,
    noise: within(0.02, 0.2),
  };
  switch (name) {
    case 'day':
      return day;
    case 'overcast':
      return {
        ...day,
        sun: within(0, 0.08),
        sky: within(0.6, 1),
        visibilityM: within(1500, 8000),
        wet: Math.max(0, within(-0.5, 0.4)),
      };
    case 'dusk':
      return {
        ...day,
        sunElevationRad: 0.04,
        sun: 0,
        sky: within(0.05, 0.2),
        lampsOn: true,
        visibilityM: within(1200, 6000),
        noise: within(0.2, 0.5),
        wet: Math.max(0, within(-0.4, 0.4)),
      };
    case 'night':
      return {
        ...day,
        sunElevationRad: -0.3,
        sun: 0,
        sky: within(0, 0.004),
        lampsOn: true,
        visibilityM: within(800, 4000),
        noise: within(0.35, 0.8),
        wet: Math.max(0, within(-0.6, 0.6)),
      };
    case 'low-sun':
      return {
        ...day,
        sunElevationRad: within(0.12, 0.35),
        sun: within(0.8, 1),
        sky: within(0.5, 0.8),
        visibilityM: within(1200, 6000),
      };
    case 'rain':
      return {
        ...day,
        sun: 0,
        sky: within(0.25, 0.7),
        lampsOn: within(0, 1) < 0.8,
        visibilityM: within(250, 900),
        rain: within(0.3, 1),
        wet: within(0.6, 1),
        noise: within(0.1, 0.35),
      };
    case 'fog':
      return {
        ...day,
        sun: 0,
        sky: within(0.4, 0.85),
        lampsOn: within(0, 1) < 0.7,
        visibilityM: within(90, 260),
        wet: within(0, 0.4),
        noise: within(0.1, 0.3),
      };
    case 'shadows':
      return { ...day, sunElevationRad: within(0.3, 0.6), sun: 1, sky: within(0.6, 0.85) };
  }
}
