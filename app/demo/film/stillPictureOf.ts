import type { Scenery } from '../scene.ts';
import { type Drawing, drawMesh } from './drawMesh.ts';
import { groundLookOf } from './groundLook.ts';
import { lampField } from './lampField.ts';
import type { Lighting } from './lighting.ts';
import type { Projection } from './projection.ts';
import { clearTouched, type Samples } from './raster.ts';
import type { LocalLight } from './shading.ts';
import { sightOf } from './sight.ts';
import { paintGroundAndSky } from './stillBackground.ts';
import { groundRastersOf } from './stillGround.ts';
import { stillMeshesOf } from './stillMeshes.ts';
import type { StillPicture } from './stillPicture.ts';

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
  const meshes = stillMeshesOf(scenery, projection, sightOf(projection, lighting));
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

/** Lays what stands over ground and sky, by the share of a pixel's samples that it covers. */
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
