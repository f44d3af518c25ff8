import { seededRandom } from '../../app/base/random.ts';
import { createFilmCamera, type FilmCamera } from '../../app/demo/film/filmCamera.ts';
import { frameFor } from '../../app/demo/film/frame.ts';
import { type LightName, lightOf } from '../../app/demo/film/lightOf.ts';
import type { CameraFault, CameraPose, SceneInstant } from '../../app/demo/scene.ts';
import { siteScenery } from '../../app/demo/site/siteScenery.ts';
import { openRun } from '../../app/demo/truth/openRun.ts';

/** Pixels of the films: the width that the detector's smaller input has. */
export const filmSize = { width: 416, height: 234 };
const seed = 5;
const scenery = siteScenery();
const frame = frameFor(filmSize.width, filmSize.height);

/** One demo camera, filmed picture by picture while the traffic of the site goes on. */
export class ViewFilm {
  readonly #pose: CameraPose;
  readonly #run = openRun({ seed, startHour: 8, scenarios: '', steps: Number.POSITIVE_INFINITY, light: 'day' });
  readonly #rgb = new Uint8Array(3 * filmSize.width * filmSize.height);
  #lit: { readonly light: LightName; readonly camera: FilmCamera } | null = null;
  #instant = this.#run.next();

  constructor(pose: CameraPose) {
    this.#pose = { ...pose, size: filmSize };
  }

  /** Time of the newest picture, ms of the simulation. */
  get atMs(): number {
    return this.#instant.timeMs;
  }

  /** What the signals show in the newest picture, by their ids. */
  get signals(): SceneInstant['signals'] {
    return this.#instant.signals;
  }

  /** Lets traffic go on without a picture. */
  pass(forMs: number): void {
    const untilMs = this.#instant.timeMs + forMs;
    while (this.#instant.timeMs < untilMs) this.#instant = this.#run.next();
  }

  /** The picture after `stepMs` more of traffic; its place is used again by the next one. */
  next(stepMs: number, light: LightName, fault?: CameraFault): Uint8Array {
    this.pass(stepMs);
    if (this.#lit?.light !== light) {
      const camera = createFilmCamera(scenery, this.#pose, lightOf(light, seededRandom(seed)), seed, frame);
      this.#lit = { light, camera };
    }
    this.#lit.camera.render(this.#instant, this.#rgb, fault);
    return this.#rgb;
  }
}
