import type { Body, BodyInPicture, CameraPose, Scenery, SceneInstant } from '../scene.ts';
import { bodiesInSight } from './bodiesInSight.ts';
import { layOver, type Seen, seenOf } from './bodyLayer.ts';
import { lightOn } from './bodyLook.ts';
import { castShadow, contactShadow, darkenShadows } from './bodyShadow.ts';
import { darkroomFor } from './develop.ts';
import { type Drawing, drawMesh } from './drawMesh.ts';
import type { Frame, PixelRect, Shot } from './frame.ts';
import { lampGlow, lightOnRoad, signalLight } from './lampLight.ts';
import type { Lighting } from './lighting.ts';
import type { Mesh } from './mesh.ts';
import { outsideShare } from './outside.ts';
import { projectionOf } from './projection.ts';
import { clearTouched, type Touched } from './raster.ts';
import { shutterTimeS, smearOf } from './shutter.ts';
import { stillPictureOf } from './stillPictureOf.ts';

/** What a camera sees that does not turn. */
export interface View {
  readonly shot: Shot;
  take(instant: SceneInstant, meshOf: (body: Body) => Mesh, pictureSeed: number, rgb: Uint8Array): BodyInPicture[];
}

export function viewFrom(scenery: Scenery, pose: CameraPose, lighting: Lighting, seed: number, frame: Frame): View {
  const projection = projectionOf(pose);
  const still = stillPictureOf(projection, scenery, lighting, seed, frame.samples);
  const { width, height } = pose.size;
  const meanLight = meanLightOf(still.colour, width, height);
  const shot: Shot = { projection, lighting, still, shutterS: shutterTimeS(meanLight), frame };
  const darkroom = darkroomFor(width, height, lighting, meanLight);
  const drawing: Drawing = { samples: frame.samples, projection, lighting, owner: 0, drawing: 0 };
  const touched: Touched = { x0: 0, y0: 0, x1: 0, y1: 0, samples: 0 };
  const union: PixelRect = { x0: 0, y0: 0, x1: 0, y1: 0 };
  const smear = new Float64Array(2);

  return {
    shot,
    take(instant, meshOf, pictureSeed, rgb) {
      const { light } = lighting;
      const entries = bodiesInSight(projection, instant.bodies, meshOf);
      frame.colour.set(still.colour);
      frame.samples.nearness.set(still.nearness);
      frame.samples.owner.fill(0);
      for (const { body } of entries) if (light.lampsOn) lightOnRoad(shot, body);
      if (light.sun > 0.02) {
        const stamp = ++frame.lastStamp;
        union.x0 = union.y0 = Infinity;
        union.x1 = union.y1 = -Infinity;
        for (const { body, mesh } of entries) castShadow(shot, body, mesh, stamp, union);
        if (union.x0 < union.x1) darkenShadows(shot, stamp, union);
      }
      for (const { body } of entries) contactShadow(shot, body);

      const covers: Touched[] = entries.map(({ body, mesh }, k) => {
        drawing.owner = k + 1;
        drawing.drawing = ++frame.lastStamp;
        clearTouched(touched);
        drawMesh(
          drawing,
          mesh,
          { xM: body.xM, yM: body.yM, zM: 0, headingRad: body.headingRad },
          lightOn(shot, body, instant.timeMs),
          touched,
        );
        return { ...touched };
      });
      const found: BodyInPicture[] = [];
      entries.forEach(({ body, mesh, depthM }, k) => {
        const cover = covers[k]!;
        if (cover.samples === 0) return;
        const seen: Seen = { samples: 0, x0: 0, y0: 0, x1: 0, y1: 0 };
        seenOf(shot, k + 1, cover, seen);
        if (seen.samples > 0) {
          smearOf(shot, body, smear);
          layOver(shot, k + 1, seen, depthM, smear[0]!, smear[1]!);
        }
        const atEdge = cover.x0 === 0 || cover.y0 === 0 || cover.x1 === 2 * width || cover.y1 === 2 * height;
        const inside = atEdge ? 1 - outsideShare(projection, body, mesh) : 1;
        found.push({
          id: body.id,
          kind: body.kind,
          boxInImage: boxOf(cover),
          visibleBoxInImage: seen.samples > 0 ? boxOf(seen) : { cx: 0, cy: 0, w: 0, h: 0 },
          visibleShare: (seen.samples / cover.samples) * inside,
        });
      });
      for (const { body, mesh } of entries) {
        smearOf(shot, body, smear);
        lampGlow(shot, body, mesh, smear[0]!, smear[1]!);
      }
      for (const head of scenery.signalHeads) signalLight(shot, head, instant.signals.get(head.id) ?? 'dark');
      darkroom.develop(frame, pictureSeed, rgb);
      return found;
    },
  };
}

function boxOf({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }): BodyInPicture['boxInImage'] {
  return { cx: (x0 + x1) / 4, cy: (y0 + y1) / 4, w: (x1 - x0) / 2, h: (y1 - y0) / 2 };
}

/** Mean light of the lower two thirds, where the road is. */
function meanLightOf(colour: Float32Array, width: number, height: number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(height / 3); y < height; y += 3)
    for (let x = 0; x < width; x += 3) {
      const at = 3 * (y * width + x);
      sum += Math.min(2, 0.3 * colour[at]! + 0.6 * colour[at + 1]! + 0.1 * colour[at + 2]!);
      count++;
    }
  return Math.max(1e-4, sum / count);
}
