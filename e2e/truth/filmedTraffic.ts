import type { LightName } from '../../app/demo/film/lightOf.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import type { FilmedEye } from './filmedEye.ts';
import { IncidentsRoad } from './incidentsRoad.ts';
import { type Alarms, OrdinaryAlarms, ordinaryRow } from './ordinaryAlarms.ts';
import type { TruthRow } from './row.ts';

/** 6.25 frames a second. */
const stride = 2;
/** Until the site has filled and the rules know what is ordinary, boxes of the truth are seen. */
const filledMs = 90_000;
const hours: readonly (readonly [light: LightName, startHour: number])[] = [
  ['day', 8],
  ['night', 21],
  ['rain', 17],
];

/** Goal 15 with pictures and the shipped detector in place of boxes. @param minutes of each camera by each light */
export async function filmedTrafficRow(eye: FilmedEye, minutes: number): Promise<TruthRow> {
  const alarms: Alarms[] = [];
  for (const [at, [light, startHour]] of hours.entries()) {
    for (const { name: camera } of demoCameras) {
      const seed = 8000 + at;
      const road = new IncidentsRoad(seed, [], [{ camera, stride, quality: 'degraded' }], { startHour });
      const ordinary = new OrdinaryAlarms(road);
      const untilMs = filledMs + minutes * 60_000;
      await eye.watch(road, { light, seed, fromMs: filledMs, untilMs, stepped: () => ordinary.step() });
      alarms.push(ordinary.all);
    }
  }
  const films = `${minutes * hours.length * demoCameras.length} filmed minutes of ordinary traffic`;
  return ordinaryRow(`${films}: ${demoCameras.length} cameras by ${hours.map(([light]) => light).join(', ')}`, alarms);
}
