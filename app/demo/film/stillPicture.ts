import type { Scenery } from '../scene.ts';
import { type Drawing, drawMesh } from './drawMesh.ts';
import { type GroundLook, groundLookOf, materials } from './groundLook.ts';
import { clarity, type Lighting } from './lighting.ts';
import { cloudNoise, valueNoise } from './noise.ts';
import type { Projection } from './projection.ts';
import { clearTouched, type Samples } from './raster.ts';
import type { LocalLight } from './shading.ts';
import { type GroundRasters, groundRastersOf } from './stillGround.ts';
import { stillMeshesOf } from './stillMeshes.ts';

/** The scene without road users, as one camera sees it in one light; computed once. */
export interface StillPicture {
  /** Linear light, 3 numbers a pixel. */
  readonly colour: Float32Array;
  /** Colour of the bare ground, 3 numbers a pixel. */
  readonly groundColour: Float32Array;
  /** 1 / depth, four samples a pixel (two across, two down). */
  readonly nearness: Float32Array;
  /** Where the ground is that a pixel sees; NaN where it sees none. */
  readonly groundX: Float32Array;
  readonly groundY: Float32Array;
  /** 0 in the shadow of what stands .. 1. */
  readonly sunSeen: Float32Array;
  /** Light of street lamps at a place, as share of `Lighting.streetLamp`. */
  lampAt(xM: number, yM: number): number;
}

/** No body's drawing has this number. */
const stillDrawing = 2 ** 32 - 1;

/** @param samples scratch, overwritten */
export function stillPictureOf(
  projection: Projection,
  scenery: Scenery,
  lighting: Lighting,
  seed: number,
  samples: Samples,
): StillPicture {
  const { width, height } = projection.pose.size;
  const meshes = stillMeshesOf(scenery, projection.pose);
  const rasters = groundRastersOf(projection, scenery, meshes, lighting);
  const still: StillPicture = {
    colour: new Float32Array(3 * width * height),
    groundColour: new Float32Array(3 * width * height),
    nearness: new Float32Array(samples.nearness.length),
    groundX: new Float32Array(width * height).fill(Number.NaN),
    groundY: new Float32Array(width * height).fill(Number.NaN),
    sunSeen: new Float32Array(width * height).fill(1),
    lampAt: lampField(scenery),
  };
  paintGroundAndSky(projection, rasters, groundLookOf(seed), lighting, seed, still);

  samples.nearness.set(still.nearness);
  samples.owner.fill(0);
  const drawing: Drawing = { samples, projection, lighting, owner: 1, drawing: stillDrawing };
  const touched = { x0: 0, y0: 0, x1: 0, y1: 0, samples: 0 };
  clearTouched(touched);
  const { streetLamp, light } = lighting;
  for (const mesh of meshes) {
    const lamp = still.lampAt(mesh.xM, mesh.yM);
    const local: LocalLight = {
      sunShare: 1,
      lampR: streetLamp[0] * lamp,
      lampG: streetLamp[1] * lamp,
      lampB: streetLamp[2] * lamp,
      headLamps: light.lampsOn,
      tailLamps: 0,
      left: false,
      right: false,
      windows: light.lampsOn ? 0.22 : 0.05 + 0.2 * light.sky,
    };
    drawMesh(drawing, mesh.mesh, mesh, local, touched);
  }
  still.nearness.set(samples.nearness);
  mergeSamples(samples.owner, samples.colour, width, height, still);
  return still;
}

function paintGroundAndSky(
  projection: Projection,
  rasters: GroundRasters,
  look: GroundLook,
  lighting: Lighting,
  seed: number,
  still: StillPicture,
): void {
  const { pose, focalPx, right, down } = projection;
  const { width, height } = pose.size;
  const { light, ambient, sun, sunDirection, streetLamp, haze } = lighting;
  const ray = new Float64Array(3);
  const one = new Float64Array(3);
  const sunLevel = Math.max(0, sunDirection[2]);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      projection.ray(x + 0.5, y + 0.5, ray);
      const length = Math.sqrt(ray[0]! ** 2 + ray[1]! ** 2 + ray[2]! ** 2);
      for (let k = 0; k < 4; k++) {
        const rise = ray[2]! + (((k & 1) - 0.5) * right[2] + ((k >> 1) - 0.5) * down[2]) * (0.5 / focalPx);
        still.nearness[(2 * y + (k >> 1)) * 2 * width + 2 * x + (k & 1)] = rise < 0 ? (-rise / pose.zM) * 0.998 : 0;
      }
      if (ray[2]! > -0.0015 * length) {
        paintSky(lighting, ray, length, seed, still.colour, 3 * at);
        continue;
      }
      const along = -pose.zM / ray[2]!;
      const gx = pose.xM + along * ray[0]!;
      const gy = pose.yM + along * ray[1]!;
      still.groundX[at] = gx;
      still.groundY[at] = gy;
      const distance = along * length;
      const footprint = (along / focalPx) * Math.sqrt(Math.max(1, distance / pose.zM));
      let [r, g, b, shadow] = [0, 0, 0, 0];
      let lastKey = -1;
      for (let k = 0; k < 4; k++) {
        const sample = (2 * y + (k >> 1)) * 2 * width + 2 * x + (k & 1);
        const surface = rasters.surface[sample]!;
        const paint = rasters.paint[sample]!;
        const track = rasters.track[sample]!;
        shadow += rasters.shadow[sample]! / 4;
        const key = surface + 16 * paint + 256 * track;
        if (key !== lastKey) {
          look.colour(surface, gx, gy, footprint, track === 2 ? 0.5 : track, one);
          if (paint > 0) {
            const left = look.paintLeft(gx, gy, footprint);
            const [ur, ug, ub] = one;
            look.colour(paint, gx, gy, footprint, 0, one);
            one[0] = ur! + (one[0]! - ur!) * left;
            one[1] = ug! + (one[1]! - ug!) * left;
            one[2] = ub! + (one[2]! - ub!) * left;
          }
          lastKey = key;
        }
        r += one[0]! / 4;
        g += one[1]! / 4;
        b += one[2]! / 4;
      }
      const wetHere = light.wet * (materials[rasters.surface[(2 * y * width + x) * 2]!] === 'grass' ? 0.3 : 1);
      const damp = 1 - 0.5 * wetHere;
      const c = 3 * at;
      still.groundColour[c] = r * damp;
      still.groundColour[c + 1] = g * damp;
      still.groundColour[c + 2] = b * damp;
      still.sunSeen[at] = 1 - shadow;
      const sunny = sunLevel * (1 - shadow);
      const lamp = light.lampsOn ? still.lampAt(gx, gy) : 0;
      const clear = clarity(light, distance);
      // A wet road mirrors the sky the more, the flatter it is looked at.
      const graze = 1 + ray[2]! / length;
      const puddle =
        wetHere > 0 ? wetHere * (0.02 + 0.5 * graze ** 5) * (0.8 + 0.4 * valueNoise(gx / 2.5, gy / 2.5, seed + 40)) : 0;
      for (let i = 0; i < 3; i++) {
        const shone =
          still.groundColour[c + i]! * (ambient[i]! + sun[i]! * sunny + streetLamp[i]! * lamp) +
          puddle * lighting.horizon[i]!;
        still.colour[c + i] = haze[i]! + (shone - haze[i]!) * clear;
      }
    }
}

function paintSky(
  lighting: Lighting,
  ray: Float64Array,
  length: number,
  seed: number,
  colour: Float32Array,
  at: number,
): void {
  const { horizon, zenith, haze, light } = lighting;
  const up = ray[2]! / length;
  const azimuth = Math.atan2(ray[1]!, ray[0]!);
  const ridge = 0.004 + 0.05 * cloudNoise(azimuth * 6, 0.5, seed + 50) ** 2;
  if (up < ridge) {
    // Woods and houses far away, pale with the air before them.
    const pale = Math.min(0.95, 0.45 + 0.4 * (1 - clarity(light, 900)));
    const leaf = 0.06 + 0.05 * valueNoise(azimuth * 160, up * 300, seed + 51);
    for (let i = 0; i < 3; i++) colour[at + i] = haze[i]! * pale * 0.8 + lighting.ambient[i]! * leaf * (1 - pale) * 3;
    return;
  }
  const high = Math.min(1, Math.sqrt(Math.max(0, up)) * 1.2);
  const flat = 1 / (0.08 + up);
  const cloud = cloudNoise(Math.cos(azimuth) * flat * 0.7 + 7, Math.sin(azimuth) * flat * 0.7, seed + 52);
  const cover = Math.max(0, Math.min(1, (cloud - (0.62 - 0.3 * (1 - light.sun))) * 4)) * 0.7;
  const veil = 1 - clarity(light, 2500 * (1 - up));
  for (let i = 0; i < 3; i++) {
    const blue = horizon[i]! + (zenith[i]! - horizon[i]!) * high;
    const white = blue + (horizon[i]! * 1.1 * (0.7 + 0.5 * cloud) - blue) * cover;
    colour[at + i] = white + (haze[i]! - white) * veil;
  }
}

function lampField(scenery: Scenery): (xM: number, yM: number) => number {
  const lamps = scenery.poles
    .filter((pole) => pole.lamp)
    .map(({ xM, yM, armM, headingRad, heightM }) => ({
      x: xM + armM * Math.cos(headingRad),
      y: yM + armM * Math.sin(headingRad),
      h: heightM,
    }));
  return (x, y) => {
    let sum = 0;
    for (const lamp of lamps) {
      const dx = x - lamp.x;
      const dy = y - lamp.y;
      const square = dx * dx + dy * dy;
      if (square > 2500) continue;
      const d = square + lamp.h * lamp.h;
      sum += (6 * lamp.h) / (d * Math.sqrt(d));
    }
    return sum;
  };
}

function mergeSamples(
  owner: Uint16Array,
  colour: Float32Array,
  width: number,
  height: number,
  still: StillPicture,
): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      let covered = 0;
      let [r, g, b] = [0, 0, 0];
      for (let k = 0; k < 4; k++) {
        const sample = (2 * y + (k >> 1)) * 2 * width + 2 * x + (k & 1);
        if (owner[sample] === 0) continue;
        covered++;
        r += colour[3 * sample]!;
        g += colour[3 * sample + 1]!;
        b += colour[3 * sample + 2]!;
      }
      if (covered === 0) continue;
      const bare = 1 - covered / 4;
      still.colour[3 * at] = still.colour[3 * at]! * bare + r / 4;
      still.colour[3 * at + 1] = still.colour[3 * at + 1]! * bare + g / 4;
      still.colour[3 * at + 2] = still.colour[3 * at + 2]! * bare + b / 4;
      if (covered >= 2) still.groundX[at] = Number.NaN;
    }
}
