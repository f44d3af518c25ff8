import { AppError } from '../../base/error.ts';
import type { Body, BodyInPicture, CameraFault, CameraPose, Light, Scenery, SceneInstant } from '../scene.ts';
import { createBodyShop } from './bodies/bodyMesh.ts';
import { layOver, type Seen, seenOf } from './bodyLayer.ts';
import { castShadow, contactShadow, darkenShadows } from './bodyShadow.ts';
import { type Drawing, drawMesh } from './drawMesh.ts';
import { darkroomFor } from './develop.ts';
import { disturb } from './faults.ts';
import { type Frame, frameFor, type PixelRect, type Shot } from './frame.ts';
import { lampGlow, lightOnRoad, signalLight } from './lampLight.ts';
import { type Lighting, lightingOf } from './lighting.ts';
import type { Mesh } from './mesh.ts';
import { outsideShare } from './outside.ts';
import { type Projection, projectionOf } from './projection.ts';
import { clearTouched, type Touched } from './raster.ts';
import type { LocalLight } from './shading.ts';
import { stillPictureOf } from './stillPicture.ts';

/** Films one scenery from one place in one light. The same instants give the same pictures. */
export interface FilmCamera {
  readonly projection: Projection;
  /**
   * Writes the picture, RGB, row by row; tells where its bodies are. With a fault the boxes are those of the picture that
   * is shown: a frozen camera's stay, a moved camera's move; cover, blur and darkness leave them.
   * @throws AppError `invalid-argument` when `rgb` has not 3 bytes for every pixel
   */
  render(instant: SceneInstant, rgb: Uint8Array, fault?: CameraFault): BodyInPicture[];
}

/**
 * @param frame working memory; cameras of one picture size that film in turn may share it
 * @throws AppError `invalid-argument` for an impossible pose
 */
export function createFilmCamera(
  scenery: Scenery,
  pose: CameraPose,
  light: Light,
  seed: number,
  frame = frameFor(pose.size.width, pose.size.height),
): FilmCamera {
  const { width, height } = pose.size;
  const lighting = lightingOf(light);
  const bodyShop = createBodyShop();
  const straight = viewFrom(scenery, pose, lighting, seed, frame);
  let moved: { key: string; view: View } | null = null;
  let last: { rgb: Uint8Array; bodies: BodyInPicture[] } | null = null;

  return {
    projection: straight.shot.projection,
    render(instant, rgb, fault) {
      if (rgb.length !== 3 * width * height)
        throw new AppError(
          'invalid-argument',
          `A picture of ${width} x ${height} needs ${3 * width * height} bytes, not ${rgb.length}.`,
        );
      if (fault?.kind === 'frozen' && last) {
        rgb.set(last.rgb);
        return last.bodies;
      }
      let view = straight;
      if (fault?.kind === 'moved') {
        const key = `${fault.panRad} ${fault.tiltRad}`;
        if (moved?.key !== key) {
          const turned = { ...pose, panRad: pose.panRad + fault.panRad, tiltRad: pose.tiltRad + fault.tiltRad };
          moved = { key, view: viewFrom(scenery, turned, lighting, seed, frame) };
        }
        view = moved.view;
      }
      const bodies = view.take(instant, bodyShop, (seed * 7919 + Math.round(instant.timeMs)) | 0, rgb);
      if (fault) disturb(rgb, width, height, fault);
      last ??= { rgb: new Uint8Array(rgb.length), bodies };
      last.rgb.set(rgb);
      last.bodies = bodies;
      return bodies;
    },
  };
}

interface View {
  readonly shot: Shot;
  take(instant: SceneInstant, meshOf: (body: Body) => Mesh, pictureSeed: number, rgb: Uint8Array): BodyInPicture[];
}

/** Sees a body at all when it is in front and not only a speck beyond the air. */
interface Entry {
  body: Body;
  mesh: Mesh;
  depthM: number;
}

function viewFrom(scenery: Scenery, pose: CameraPose, lighting: Lighting, seed: number, frame: Frame): View {
  const projection = projectionOf(pose);
  const still = stillPictureOf(projection, scenery, lighting, seed, frame.samples);
  const shot: Shot = { projection, lighting, still, frame };
  const { width, height } = pose.size;
  const darkroom = darkroomFor(width, height, lighting, meanLightOf(still.colour, width, height));
  const drawing: Drawing = { samples: frame.samples, projection, lighting, owner: 0, drawing: 0 };
  const touched: Touched = { x0: 0, y0: 0, x1: 0, y1: 0, samples: 0 };
  const union: PixelRect = { x0: 0, y0: 0, x1: 0, y1: 0 };
  const image = new Float64Array(3);

  const inSight = (bodies: readonly Body[], meshOf: (body: Body) => Mesh): Entry[] => {
    const entries: Entry[] = [];
    for (const body of bodies) {
      projection.project(body.xM, body.yM, body.heightM / 2, image);
      const depthM = image[2]!;
      const reachPx = (projection.focalPx * (body.lengthM + body.heightM)) / Math.max(0.5, depthM);
      const beside =
        image[0]! < -reachPx || image[0]! > width + reachPx || image[1]! < -reachPx || image[1]! > height + reachPx;
      if (depthM < -body.lengthM || (depthM > body.lengthM && beside) || reachPx < 4) continue;
      entries.push({ body, mesh: meshOf(body), depthM });
    }
    return entries.sort((a, b) => b.depthM - a.depthM);
  };

  return {
    shot,
    take(instant, meshOf, pictureSeed, rgb) {
      const { light } = lighting;
      const entries = inSight(instant.bodies, meshOf);
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
      entries.forEach(({ body, mesh }, k) => {
        const cover = covers[k]!;
        if (cover.samples === 0) return;
        const seen: Seen = { samples: 0, x0: 0, y0: 0, x1: 0, y1: 0 };
        seenOf(shot, k + 1, cover, seen);
        if (seen.samples > 0) {
          const exposureS = 0.002 + 0.01 * (1 - Math.min(1, light.sky * 1.5));
          projection.project(body.xM, body.yM, body.heightM / 2, image);
          const [x, y] = [image[0]!, image[1]!];
          const way = body.speedMps * exposureS;
          projection.project(
            body.xM + way * Math.cos(body.headingRad),
            body.yM + way * Math.sin(body.headingRad),
            body.heightM / 2,
            image,
          );
          const smears = image[2]! > 1 && way > 0;
          layOver(shot, k + 1, seen, smears ? image[0]! - x : 0, smears ? image[1]! - y : 0);
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
      for (const { body, mesh } of entries) lampGlow(shot, body, mesh);
      for (const head of scenery.signalHeads) signalLight(shot, head, instant.signals.get(head.id) ?? 'dark');
      darkroom.develop(frame, pictureSeed, rgb);
      return found;
    },
  };
}

const blinkMs = 330;

function lightOn(shot: Shot, body: Body, timeMs: number): LocalLight {
  const { lighting, still, frame, projection } = shot;
  const spot = projection.imageOf(body);
  let sunShare = 1;
  if (spot && spot.x >= 0 && spot.y >= 0 && spot.x < frame.width && spot.y < frame.height) {
    const at = Math.floor(spot.y) * frame.width + Math.floor(spot.x);
    if (!Number.isNaN(still.groundX[at]!)) sunShare = still.sunSeen[at]!;
  }
  const lamp = lighting.light.lampsOn ? still.lampAt(body.xM, body.yM) * 0.8 : 0;
  const blink = Math.floor(timeMs / blinkMs + body.id) % 2 === 0;
  const lampsOn = lighting.light.lampsOn;
  return {
    sunShare,
    lampR: lighting.streetLamp[0] * lamp,
    lampG: lighting.streetLamp[1] * lamp,
    lampB: lighting.streetLamp[2] * lamp,
    headLamps: lampsOn,
    tailLamps: body.braking ? 1 : lampsOn ? 0.25 : 0,
    left: blink && (body.indicator === 'left' || body.indicator === 'both'),
    right: blink && (body.indicator === 'right' || body.indicator === 'both'),
    windows: 0,
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
