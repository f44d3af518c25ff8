import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '../../app/base/error.ts';
import { seededRandom } from '../../app/base/random.ts';
import { createFilmCamera, type FilmCamera } from '../../app/demo/film/filmCamera.ts';
import { type LightName, lightOf } from '../../app/demo/film/lightOf.ts';
import type { CameraPose, Scenery } from '../../app/demo/scene.ts';
import { siteScenery } from '../../app/demo/site/siteScenery.ts';
import { openRun, stepMs } from '../../app/demo/truth/openRun.ts';
import type { FilmAnswer, FilmOrder, FilmRequest } from './filmOrder.ts';
import { H264Film } from './h264Film.ts';

/**
 * A film thread: simulates the site for itself (that costs next to nothing) and renders its cameras step by step, all in
 * step. It goes only as far ahead as it is allowed to.
 */
if (!parentPort) throw new Error('filmThread.ts runs as a worker thread');
const port = parentPort;
const { plan, ffmpegPath, cameras } = workerData as FilmOrder;

let allowed = 0;
let abandoned = false;
let wake: () => void = () => undefined;
port.on('message', (request: FilmRequest) => {
  if (request.kind === 'go') allowed = request.until;
  else {
    abandoned = true;
    void abandonAll(); // an ffmpeg that hangs on its disk would be waited for
  }
  wake();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => (wake = resolve));
}

interface Filming {
  readonly pose: CameraPose;
  /** Made anew when the light changes. */
  lit: { readonly light: LightName; readonly camera: FilmCamera } | null;
  readonly film: H264Film;
  /** Two pictures, so that one is rendered while the other is encoded. */
  readonly pictures: readonly [Uint8Array, Uint8Array];
  sent: Promise<void>;
}

const filming: Filming[] = [];

/** @returns whether all steps were filmed; false when it was told to abandon */
async function filmAll(): Promise<boolean> {
  const run = openRun(plan);
  const scenery = siteScenery();
  for (const { pose, path } of cameras) {
    const bytes = 3 * pose.size.width * pose.size.height;
    filming.push({
      pose,
      lit: null,
      film: new H264Film({ ffmpegPath, path, size: pose.size, frameMs: stepMs }),
      pictures: [new Uint8Array(bytes), new Uint8Array(bytes)],
      sent: Promise.resolve(),
    });
  }
  for (let step = 0; step < plan.steps; step++) {
    await until(() => abandoned || step < allowed);
    if (abandoned) return false;
    const instant = run.next();
    const boxes = [];
    for (const place of filming) {
      const picture = place.pictures[step % 2 === 0 ? 0 : 1];
      boxes.push(cameraOf(place, scenery, run.light()).render(instant, picture, run.faultOf(place.pose.name)));
      await place.sent;
      place.sent = place.film.write(picture);
      place.sent.catch(() => undefined); // it is looked at in the next step
    }
    port.postMessage({ kind: 'step', boxes } satisfies FilmAnswer);
  }
  for (const { film, sent } of filming) {
    await sent;
    await film.finish();
  }
  return true;
}

function cameraOf(place: Filming, scenery: Scenery, light: LightName): FilmCamera {
  if (place.lit?.light !== light) {
    const lit = lightOf(light, seededRandom(plan.seed));
    place.lit = { light, camera: createFilmCamera(scenery, place.pose, lit, plan.seed) };
  }
  return place.lit.camera;
}

async function abandonAll(): Promise<void> {
  await Promise.all(filming.map(({ film }) => film.abandon()));
}

filmAll()
  .then(async (isWhole) => {
    if (isWhole) port.postMessage({ kind: 'finished' } satisfies FilmAnswer);
    else await abandonAll();
  })
  .catch(async (thrown: unknown) => {
    await abandonAll();
    const { code, message } = toAppError(thrown);
    port.postMessage({ kind: 'failed', code, message } satisfies FilmAnswer);
  })
  .finally(() => port.close())
  .catch((thrown: unknown) => {
    throw thrown;
  });
