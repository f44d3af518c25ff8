import { seededRandom } from '../../app/base/random.ts';
import { createFilmCamera } from '../../app/demo/film/filmCamera.ts';
import { frameFor } from '../../app/demo/film/frame.ts';
import { type LightName, lightOf } from '../../app/demo/film/lightOf.ts';
import type { CameraPose, Light } from '../../app/demo/scene.ts';
import { siteScenery } from '../../app/demo/site/siteScenery.ts';
import { openRun } from '../../app/demo/truth/openRun.ts';
import { filmSize } from './viewFilm.ts';

const scenery = siteScenery();
const frame = frameFor(filmSize.width, filmSize.height);

/** One light or weather for so many pictures; the visibility may be another than that of the light of this name. */
export interface Weather {
  readonly light: LightName;
  readonly visibilityM?: number;
  readonly pictures: number;
}

/** How far apart the pictures are, ms of the simulation. */
export const pictureEveryMs = 2000;

/** A demo camera through one weather after the other, each as the day of `seed` has it. */
export function* fogFilm(
  pose: CameraPose,
  seed: number,
  weathers: readonly Weather[],
): Generator<{ readonly rgb: Uint8Array; readonly atMs: number; readonly light: Light }> {
  const run = openRun({ seed, startHour: 8, scenarios: '', steps: Number.POSITIVE_INFINITY, light: 'day' });
  const rgb = new Uint8Array(3 * filmSize.width * filmSize.height);
  let instant = run.next();
  for (const { light: name, visibilityM, pictures } of weathers) {
    const day = lightOf(name, seededRandom(seed));
    const light = visibilityM === undefined ? day : { ...day, visibilityM };
    const camera = createFilmCamera(scenery, { ...pose, size: filmSize }, light, seed, frame);
    for (let picture = 0; picture < pictures; picture++) {
      const untilMs = instant.timeMs + pictureEveryMs;
      while (instant.timeMs < untilMs) instant = run.next();
      camera.render(instant, rgb);
      yield { rgb, atMs: instant.timeMs, light };
    }
  }
}
