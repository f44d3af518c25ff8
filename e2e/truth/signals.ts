import type { LightName } from '../../app/demo/film/lightOf.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { SignalReader } from '../../app/pipeline/traffic/signalReader.ts';
import type { TruthRow } from './row.ts';
import { filmSize, ViewFilm } from './viewFilm.ts';

const lights: readonly LightName[] = ['day', 'low-sun', 'dusk', 'rain', 'fog', 'night'];
const pictureEveryMs = 200;
/** More than one round of the junction's programme for each light. */
const eachS = 100;
/** A lamp is believed when it has shown for a moment; until then the state before it is told. */
const settledMs = 800;

/** How often a head was read in one light, in pictures. */
interface Reading {
  readonly camera: string;
  readonly light: LightName;
  settled: number;
  right: number;
  unknown: number;
  /** Told a colour that the lamp had not shown for longer than the time to settle. */
  wrong: number;
}

/** The heads of every demo camera that reads them from its picture, beside what the lamps showed. */
function readingsOf(): Reading[] {
  return demoCameras.flatMap((pose) => {
    const scene = demoSceneOf(pose.name);
    const heads = scene?.signalHeads.filter(({ source }) => source === 'picture') ?? [];
    if (!scene || heads.length === 0) return [];
    const film = new ViewFilm(pose);
    const since = new Map<string, { readonly state: string; readonly atMs: number }>();
    return lights.map((light) => {
      const reader = new SignalReader(heads);
      const reading: Reading = { camera: pose.name, light, settled: 0, right: 0, unknown: 0, wrong: 0 };
      for (let at = 0; at < (eachS * 1000) / pictureEveryMs; at++) {
        const rgb = film.next(pictureEveryMs, light);
        const read = reader.read(film.atMs, { ...filmSize, rgb }, scene.picture);
        for (const { id } of heads) {
          const state = film.signals.get(id) ?? 'unknown';
          const before = since.get(id);
          if (before?.state !== state) since.set(id, { state, atMs: film.atMs });
          if (film.atMs - (since.get(id)?.atMs ?? 0) < settledMs) continue;
          const told = read.get(id) ?? 'unknown';
          reading.settled++;
          if (told === state) reading.right++;
          else if (told === 'unknown') reading.unknown++;
          else reading.wrong++;
        }
      }
      return reading;
    });
  });
}

/** Signal heads read from pictures: the product's own yardstick, for red lights stand on it. */
export async function signalRows(): Promise<TruthRow[]> {
  const readings = readingsOf();
  const sum = (of: readonly Reading[], what: 'settled' | 'right' | 'unknown' | 'wrong') =>
    of.reduce((total, one) => total + one[what], 0);
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const byLight = lights.map((light) => ({ light, of: readings.filter((one) => one.light === light) }));
  return [
    {
      goal: '14',
      what: `Signal heads read from ${sum(readings, 'settled')} looks at lamps that had shown for ${settledMs / 1000} s: wrong colour`,
      figure: byLight.map(({ light, of }) => `${light} ${sum(of, 'wrong')}`).join(', '),
      limit: '0',
      met: sum(readings, 'wrong') === 0,
    },
    {
      goal: '14',
      what: 'the same: right colour; the rest is said to be unknown',
      figure: byLight.map(({ light, of }) => `${light} ${percent(sum(of, 'right'), sum(of, 'settled'))}`).join(', '),
      limit: '>= 95 % in each light',
      met: byLight.every(({ of }) => sum(of, 'right') >= 0.95 * sum(of, 'settled')),
    },
  ];
}
