import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import type { CameraFault, CameraPose } from '../../app/demo/scene.ts';
import type { LightName } from '../../app/demo/film/lightOf.ts';
import { PictureWatch, pictureFingerprint } from '../../app/detect/pictureWatch.ts';
import { fingerprintOf, type ViewFingerprint } from '../../app/traffic/view/viewFingerprint.ts';
import { type ViewSample, viewSampleOf } from '../../app/traffic/view/viewSample.ts';
import { isTampered, type ViewState } from '../../app/traffic/view/viewState.ts';
import type { ViewFault } from '../../app/traffic/view/viewSymptom.ts';
import { ViewWatch } from '../../app/traffic/view/viewWatch.ts';
import { frozenLimits } from '../../main/vision/viewMeter.ts';
import type { TruthRow } from './row.ts';
import { clipRows } from './viewClips.ts';
import { filmSize, ViewFilm } from './viewFilm.ts';

const placed = { offsetX: 0, offsetY: 0, ...filmSize };
const limitMs = 10_000;
const lightsOfFaults: readonly LightName[] = ['day', 'night'];
const ordinary: readonly LightName[] = ['day', 'dusk', 'night', 'rain'];
/**
 * Light that changes from one picture to the next, as an infrared switch or a film's does. Fog is left out: a wall of it
 * that is there within a second hides as much as a cloth, and is taken for one.
 */
const changes: readonly LightName[] = ['day', 'dusk', 'night', 'day', 'rain', 'low-sun', 'night', 'rain'];
/** Of a film without a fault, 2 s apart: longer than a fault takes to be believed. */
const picturesOrdinary = 20;
const picturesAfterChange = 6;

interface StagedFault {
  readonly what: string;
  readonly fault: CameraFault;
  readonly expected: ViewFault;
}

/** Blur is given in pixels of the demo cameras' own picture. */
const ownPixel = filmSize.width / 1280;

function faultsOf({ horizontalFovRad, tiltRad: downRad }: CameraPose): StagedFault[] {
  const moved = (what: string, panRad: number, tiltRad: number): StagedFault => ({
    what,
    fault: { kind: 'moved', panRad, tiltRad },
    expected: 'moved',
  });
  const onePercent = 0.01 * 2 * Math.tan(horizontalFovRad / 2);
  return [
    { what: 'covered by 0.7', fault: { kind: 'covered', share: 0.7 }, expected: 'covered' },
    { what: 'covered wholly', fault: { kind: 'covered', share: 1 }, expected: 'covered' },
    { what: 'blurred', fault: { kind: 'blurred', radiusPx: 6 * ownPixel }, expected: 'blurred' },
    { what: 'dark', fault: { kind: 'dark', factor: 0.06 }, expected: 'dark' },
    { what: 'frozen', fault: { kind: 'frozen' }, expected: 'frozen' },
    // A camera that looks down turns its picture by less than it turns itself.
    moved('moved by 1 % of the width', onePercent / Math.cos(downRad), 0),
    moved('moved down by 1 % of the width', 0, onePercent),
    moved('knocked', 0.09, -0.03),
    moved('off its preset', 0.5, 0.06),
  ];
}

/** A watch over a film, as the vision process has one over a camera. */
class FilmWatch {
  readonly #watch: ViewWatch;
  readonly #frozen = new PictureWatch(frozenLimits);

  constructor(fingerprint: ViewFingerprint | null) {
    this.#watch = new ViewWatch(fingerprint);
  }

  look(rgb: Uint8Array, atMs: number): ViewState {
    this.#frozen.look(pictureFingerprint(rgb, filmSize.width, placed), atMs);
    return this.#watch.look(sampleOf(rgb, atMs), this.#frozen.repetition === 'frozen');
  }
}

function sampleOf(rgb: Uint8Array, atMs: number): ViewSample {
  const sample = viewSampleOf(rgb, filmSize.width, placed, atMs);
  if (!sample) throw new Error('a film is large enough to be sampled');
  return sample;
}

function learnt(film: ViewFilm, light: LightName): ViewFingerprint {
  return fingerprintOf(Array.from({ length: 15 }, () => sampleOf(film.next(4000, light), film.atMs)));
}

interface Found {
  readonly what: string;
  /** `null` when it was not found in time, or taken for something else. */
  readonly delayMs: number | null;
}

function findFaults(film: ViewFilm, light: LightName, pose: CameraPose): Found[] {
  const fingerprint = learnt(film, light);
  return faultsOf(pose).map(({ what, fault, expected }) => {
    const watch = new FilmWatch(fingerprint);
    for (let s = 0; s < 3; s++) watch.look(film.next(1000, light), film.atMs);
    const beganMs = film.atMs;
    let view: ViewState | null = null;
    while (film.atMs - beganMs < limitMs && !(view && isTampered(view))) {
      view = watch.look(film.next(1000, light, fault), film.atMs);
    }
    return {
      what: `${pose.name} by ${light}: ${what}${view?.state === expected ? '' : `: ${view?.state}`}`,
      delayMs: view?.state === expected ? film.atMs - beganMs : null,
    };
  });
}

/** States other than those of a view in order, in films in which nothing is wrong. */
function alarmsIn(film: ViewFilm, lights: readonly LightName[], picturesEach: number, name: string): string[] {
  const watch = new FilmWatch(learnt(film, lights[0]!));
  const alarms = new Set<string>();
  for (const light of lights) {
    for (let picture = 0; picture < picturesEach; picture++) {
      const view = watch.look(film.next(2000, light), film.atMs);
      if (isTampered(view)) alarms.add(`${name} by ${light}: ${view.state}`);
    }
  }
  return [...alarms];
}

/** Goals 11 and 16 for the camera itself: each of its faults is found within 10 s, and nothing else is taken for one. */
export async function viewRows(): Promise<TruthRow[]> {
  const found: Found[] = [];
  const alarms: string[] = [];
  for (const pose of demoCameras) {
    const film = new ViewFilm(pose);
    film.pass(60_000);
    for (const light of lightsOfFaults) found.push(...findFaults(film, light, pose));
    for (const light of ordinary) alarms.push(...alarmsIn(film, [light], picturesOrdinary, pose.name));
    alarms.push(...alarmsIn(film, changes, picturesAfterChange, pose.name));
  }
  const missed = found.filter(({ delayMs }) => delayMs === null);
  const longestMs = Math.max(...found.map(({ delayMs }) => delayMs ?? limitMs));
  const cameras = demoCameras.length;
  return [
    {
      goal: '11, 16',
      what: `Faults of ${cameras} demo cameras by ${lightsOfFaults.join(', ')}: found and named within 10 s`,
      figure: [`${found.length - missed.length} of ${found.length}`, ...missed.map(({ what }) => what)].join('; '),
      limit: 'all',
      met: missed.length === 0,
    },
    {
      goal: '11, 16',
      what: 'Longest time until a fault of a camera was found',
      figure: `${(longestMs / 1000).toFixed(1)} s`,
      limit: '<= 10 s',
      met: missed.length === 0 && longestMs <= limitMs,
    },
    {
      goal: '16',
      what: `False alarms of tampering on ${cameras} demo cameras, ${ordinary.join(', ')}, and ${changes.length - 1} changes of light`,
      figure: [String(alarms.length), ...alarms].join('; '),
      limit: '0',
      met: alarms.length === 0,
    },
    ...(await clipRows()),
  ];
}
