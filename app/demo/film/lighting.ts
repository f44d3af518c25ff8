import type { Light } from '../scene.ts';
import type { Colour, Vertex } from './mesh.ts';

/** What shines on the scene, in linear light where a white sheet under a bright day's sky gives about 1. */
export interface Lighting {
  readonly light: Light;
  /** Towards the sun. */
  readonly sunDirection: Vertex;
  readonly sun: Colour;
  /** On a level surface under the open sky. */
  readonly ambient: Colour;
  readonly zenith: Colour;
  readonly horizon: Colour;
  /** Of air that hides what is far. */
  readonly haze: Colour;
  readonly streetLamp: Colour;
}

function mixed(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function times(a: Colour, by: number): Colour {
  return [a[0] * by, a[1] * by, a[2] * by];
}

export function lightingOf(light: Light): Lighting {
  const { sunElevationRad: elevation, sunAzimuthRad: azimuth } = light;
  const flat = Math.cos(elevation);
  const low = Math.max(0, 1 - Math.max(0, elevation) / 0.5);
  const sunColour = mixed([1.25, 1.18, 1.05], [1.3, 0.82, 0.45], low);
  const grey = 1 - light.sun;
  const sky = mixed([0.3, 0.37, 0.5], [0.44, 0.46, 0.49], grey);
  // A town is never black: its own glow stands in the sky.
  const glow: Colour = [0.0035, 0.003, 0.0028];
  const ambient: Colour = [sky[0] * light.sky + glow[0], sky[1] * light.sky + glow[1], sky[2] * light.sky + glow[2]];
  const clear = light.sky > 0.5 ? 1 : light.sky * 2;
  const zenith = times(mixed([0.22, 0.38, 0.75], [0.62, 0.66, 0.72], grey), light.sky);
  const horizon = times(
    mixed(mixed([0.75, 0.82, 0.95], [1.1, 0.7, 0.45], low * light.sun), [0.82, 0.84, 0.87], grey),
    light.sky,
  );
  const night: Colour = [0.006, 0.005, 0.0045];
  return {
    light,
    sunDirection: [flat * Math.cos(azimuth), flat * Math.sin(azimuth), Math.sin(elevation)],
    sun: times(sunColour, light.sun),
    ambient,
    zenith: mixed(night, zenith, Math.min(1, 0.2 + clear)),
    horizon: mixed(times(night, 2), horizon, Math.min(1, 0.2 + clear)),
    haze: mixed(times(ambient, 1.25), horizon, 0.5),
    streetLamp: light.lampsOn ? [0.9, 0.62, 0.34] : [0, 0, 0],
  };
}

/** How much of a thing is seen through the air. */
export function clarity(light: Light, distanceM: number): number {
  return Math.exp((-3 * distanceM) / light.visibilityM);
}
