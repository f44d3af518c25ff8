import type { CameraPose } from '../../app/demo/scene.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { pictureStatistics } from '../../app/detect/pictureStatistics.ts';
import { lowVisibility } from '../../app/incident/rules/lowVisibility.ts';
import { CompiledScene } from '../../app/traffic/scene/compiledScene.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { viewConditionOf } from '../../app/traffic/view/viewCondition.ts';
import { fingerprintOf } from '../../app/traffic/view/viewFingerprint.ts';
import { type ViewSample, viewSampleOf } from '../../app/traffic/view/viewSample.ts';
import { ViewWatch } from '../../app/traffic/view/viewWatch.ts';
import { fogFilm, type Weather } from './fogFilm.ts';
import type { TruthRow } from './row.ts';
import { filmSize } from './viewFilm.ts';

const cases = 30;
/** A picture takes long to film: the view is learnt from so many of them, as far apart as the watch would take them. */
const learntPictures = 10;
/** Fog that drivers must slow down for. What lies between it and clear air may be told or not. */
const [thickestM, thinnestM] = [80, 150];
/** The camera knows its view by clear day; fog comes within two minutes. */
const clear: Weather = { light: 'day', pictures: learntPictures };
const rollingIn: readonly Weather[] = [3000, 1000, 600, 400, 300, 240, 190, 155].map((visibilityM) => ({
  ...{ light: 'fog', visibilityM, pictures: 7 },
}));
/** Dwell, and what the watch over the view waits before it believes weather. */
const limitMs = 75_000;
const watchedPictures = 45;
const ordinary: readonly Weather[] = (['day', 'overcast', 'rain', 'low-sun', 'dusk', 'night'] as const).map(
  (light) => ({ light, pictures: 24 }),
);

const placed = { offsetX: 0, offsetY: 0, ...filmSize };

/** When the rule first tells of low visibility in a film, ms, and when the weather of then began. */
function toldIn(
  pose: CameraPose,
  seed: number,
  weathers: readonly Weather[],
): { lastBeganMs: number; toldMs: number | null } {
  const scene = new CompiledScene(demoSceneOf(pose.name)!);
  const rule = lowVisibility.start(scene, lowVisibility.settings.parse({}));
  let watch: ViewWatch | null = null;
  const learnt: ViewSample[] = [];
  let [lastBeganMs, visibilityM] = [0, Number.NaN];
  for (const { rgb, atMs, light } of fogFilm(pose, seed, weathers)) {
    if (light.visibilityM !== visibilityM) [lastBeganMs, visibilityM] = [atMs, light.visibilityM];
    const sample = viewSampleOf(rgb, filmSize.width, placed, atMs);
    const looks = pictureStatistics(rgb, filmSize.width, placed);
    if (!sample || !looks) throw new Error('a film is large enough to be sampled');
    if (learnt.length < learntPictures) {
      learnt.push(sample);
      continue;
    }
    watch ??= new ViewWatch(fingerprintOf(learnt));
    const view = viewConditionOf(watch.look(sample, false));
    const nobody = { cameraId: pose.name, users: [], ended: [], signals: new Map() };
    if (rule.step({ ...nobody, atMs, scene, picture: { ...looks, view } }).length > 0)
      return { lastBeganMs, toldMs: atMs };
  }
  return { lastBeganMs, toldMs: null };
}

/** Goals 14 and 15 for low visibility, from pictures: fog that rolls in is told of, ordinary weather is not. */
export function lowVisibilityRows(wanted = cases): TruthRow[] {
  let detected = 0;
  const missed: string[] = [];
  for (let at = 0; at < wanted; at++) {
    const pose = demoCameras[at % demoCameras.length]!;
    const visibilityM = thickestM + ((thinnestM - thickestM) * at) / (wanted - 1);
    const thick: Weather = { light: 'fog', visibilityM, pictures: watchedPictures };
    const { lastBeganMs, toldMs } = toldIn(pose, 20 + at, [clear, ...rollingIn, thick]);
    if (toldMs === null || toldMs > lastBeganMs + limitMs) missed.push(`${pose.name} at ${visibilityM.toFixed(0)} m`);
    else detected++;
  }
  const alarms = demoCameras.flatMap((pose) => (toldIn(pose, 5, ordinary).toldMs !== null ? [pose.name] : []));
  return [
    {
      goal: '14',
      what: `low-visibility: fog of ${thickestM} to ${thinnestM} m rolls in, told from pictures within ${limitMs / 1000} s`,
      figure: [`${detected} of ${wanted}`, ...missed].join('; '),
      limit: `>= 95 %, ${cases} cases`,
      met: detected >= 0.95 * wanted && wanted >= cases,
    },
    {
      goal: '15',
      what: `low-visibility told in ${ordinary.map(({ light }) => light).join(', ')} on ${demoCameras.length} cameras`,
      figure: [String(alarms.length), ...alarms].join('; '),
      limit: '0',
      met: alarms.length === 0,
    },
  ];
}
