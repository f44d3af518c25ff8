import { seededRandom } from '../../app/base/random.ts';
import { createFilmCamera } from '../../app/demo/film/filmCamera.ts';
import { frameFor } from '../../app/demo/film/frame.ts';
import { type LightName, lightOf } from '../../app/demo/film/lightOf.ts';
import type { BodyInPicture, CameraPose } from '../../app/demo/scene.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { siteScenery } from '../../app/demo/site/siteScenery.ts';
import { openRun } from '../../app/demo/truth/openRun.ts';
import type { Box } from '../../app/space/box.ts';
import { roadOutlinesOf } from '../../app/traffic/foreground/roadOutlines.ts';
import { thingsOnRoad } from '../../app/traffic/foreground/thingsOnRoad.ts';
import type { StaticObject } from '../../app/traffic/road/roadUser.ts';
import { CompiledScene } from '../../app/traffic/scene/compiledScene.ts';
import { ForegroundMeter } from '../../main/vision/foregroundMeter.ts';
import type { TruthRow } from './row.ts';

/** The smaller of the detector's inputs holds it. */
const size = { width: 416, height: 234 };
const seed = 5;
const pictureEveryMs = 960;
const limitMs = 30_000;
/** The debris rule waits so long until it says something of what lies there. */
const dwellMs = 10_000;
/** Until the road is well known, lost load may be taken for a part of it. */
const debrisFromTo = 'debris@75-120';
const findLights: readonly LightName[] = ['day', 'dusk', 'rain', 'night'];
const ordinaryLights: readonly LightName[] = ['day', 'night', 'rain'];
/** From one picture to the next. */
const changingLights: readonly LightName[] = ['day', 'overcast', 'shadows', 'dusk', 'low-sun', 'rain', 'day', 'night'];
const ordinaryS = 150;
/** Long enough for the road to be well known before the light changes. */
const eachLightS = 60;

const scenery = siteScenery();
const frame = frameFor(size.width, size.height);

interface Looked {
  readonly light: LightName;
  readonly atMs: number;
  /** Lost load that lies there. */
  readonly debris: readonly Box[];
  /** Those that the rule says something of. */
  readonly objects: readonly StaticObject[];
}

/** Films one camera under one light after the other and looks for things on its road. */
function* lookedAt(
  pose: CameraPose,
  lights: readonly LightName[],
  eachS: number,
  scenarios: string,
): Generator<Looked> {
  const run = openRun({ seed, startHour: 8, scenarios, steps: Number.POSITIVE_INFINITY, light: 'day' });
  const drawn = demoSceneOf(pose.name);
  if (!drawn) throw new Error(`the demo camera ${pose.name} has no scene`);
  const scene = new CompiledScene(drawn);
  const meter = new ForegroundMeter(size, { roadOutlines: roadOutlinesOf(scene), signalHeads: drawn.signalHeads });
  const rgb = new Uint8Array(3 * size.width * size.height);
  const random = seededRandom(seed);
  let instant = run.next();
  for (const [at, light] of lights.entries()) {
    const camera = createFilmCamera(scenery, { ...pose, size }, lightOf(light, seededRandom(seed)), seed, frame);
    while (instant.timeMs < (at + 1) * eachS * 1000) {
      const untilMs = instant.timeMs + pictureEveryMs;
      while (instant.timeMs < untilMs) instant = run.next();
      const bodies = camera.render(instant, rgb);
      // A detector misses one in ten.
      const users = bodies.filter((body) => isDetectable(body) && random() < 0.9);
      const boxes = users.map(({ visibleBoxInImage }) => inSource(visibleBoxInImage, scene.scene.picture));
      meter.roadUsers(boxes, scene.scene.picture, instant.timeMs);
      meter.frame(rgb, scene.scene.picture, { x: 0, y: 0 }, null, instant.timeMs);
      const objects = thingsOnRoad(meter.objects() ?? [], scene);
      yield {
        ...{ light, atMs: instant.timeMs },
        debris: bodies
          .filter(({ kind }) => kind === 'debris')
          .map(({ boxInImage }) => inSource(boxInImage, scene.scene.picture)),
        objects: objects.filter(({ sinceAtMs }) => instant.timeMs - sinceAtMs >= dwellMs),
      };
    }
  }
}

function isDetectable({ kind, visibleBoxInImage: { h } }: BodyInPicture): boolean {
  return kind !== 'debris' && kind !== 'cone' && h >= 4;
}

function inSource({ cx, cy, w, h }: Box, source: { readonly width: number; readonly height: number }): Box {
  const [kx, ky] = [source.width / size.width, source.height / size.height];
  return { cx: cx * kx, cy: cy * ky, w: w * kx, h: h * ky };
}

function touches(a: Box, b: Box): boolean {
  return Math.abs(a.cx - b.cx) <= (a.w + b.w) / 2 && Math.abs(a.cy - b.cy) <= (a.h + b.h) / 2;
}

/** How long after it fell lost load was found, and after its removal forgotten; `null` when that did not happen. */
function timesOf(light: LightName): { foundMs: number | null; goneMs: number | null } {
  const pose = demoCameras.find(({ name }) => name === 'motorway-north')!;
  let fellMs: number | null = null;
  let foundMs: number | null = null;
  let removedMs: number | null = null;
  let goneMs: number | null = null;
  for (const { atMs, debris, objects } of lookedAt(pose, [light], 160, debrisFromTo)) {
    if (debris.length > 0) {
      fellMs ??= atMs;
      const isFound = objects.some(({ boxInImage }) => debris.some((piece) => touches(piece, boxInImage)));
      if (isFound) foundMs ??= atMs - fellMs;
    } else if (fellMs !== null) {
      removedMs ??= atMs;
      if (objects.length === 0) goneMs ??= atMs - removedMs;
      else goneMs = null;
    }
  }
  return { foundMs, goneMs };
}

function falseObjectsOf(pose: CameraPose, lights: readonly LightName[], eachS: number): string[] {
  const found = new Map<number, string>();
  for (const { light, objects, atMs } of lookedAt(pose, lights, eachS, '')) {
    for (const { objectId, boxInImage } of objects) {
      if (found.has(objectId)) continue;
      const { cx, cy } = boxInImage;
      found.set(
        objectId,
        `${pose.name} by ${light} after ${Math.round(atMs / 1000)} s at ${Math.round(cx)},${Math.round(cy)}`,
      );
    }
  }
  return [...found.values()];
}

/** Goal 11 for lost load, from pictures: found within 30 s, and nothing else is taken for it. */
export async function debrisRows(): Promise<TruthRow[]> {
  const times = findLights.map((light) => ({ light, ...timesOf(light) }));
  const isInTime = (ms: number | null) => ms !== null && ms <= limitMs;
  const inS = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1000).toFixed(1)} s`);
  const alarms = demoCameras.flatMap((pose) => [
    ...ordinaryLights.flatMap((light) => falseObjectsOf(pose, [light], ordinaryS)),
    ...falseObjectsOf(pose, changingLights, eachLightS),
  ]);
  return [
    {
      goal: '11',
      what: `Lost load in the picture 50 m away: found, dwell of ${dwellMs / 1000} s included`,
      figure: times.map(({ light, foundMs }) => `${light} ${inS(foundMs)}`).join(', '),
      limit: '<= 30 s',
      met: times.every(({ foundMs }) => isInTime(foundMs)),
    },
    {
      goal: '11',
      what: 'Lost load that was taken away: forgotten',
      figure: times.map(({ light, goneMs }) => `${light} ${inS(goneMs)}`).join(', '),
      limit: '<= 30 s',
      met: times.every(({ foundMs, goneMs }) => foundMs === null || isInTime(goneMs)),
    },
    {
      goal: '16',
      what: `Things seen on empty roads: ${demoCameras.length} demo cameras, ${ordinaryS} s each by ${ordinaryLights.join(', ')}, and ${changingLights.length - 1} changes of light`,
      figure: [String(alarms.length), ...alarms].join('; '),
      limit: '0',
      met: alarms.length === 0,
    },
  ];
}
