import { z } from 'zod';
import type { CompiledLane, CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** A way against a lane is remembered for four seconds: who goes it within them is this fast in one of them, at least. */
const overMs = 1000;
const rememberedS = 4;
/** Of that speed so much may be the smoothing. */
const surelyShare = 0.4;
/** So far beside a lane somebody is still put into it, metres. */
const besideM = 1.5;

const asked = z.object({ leastM: z.number(), fasterThanKmh: z.number() });

/** Vehicles that may have gone against a lane. Others only stand in the way of a wrong way: then it is none. */
export const wrongWaySieve: MakeSieve = (scene, settings) => {
  const needMps = settings.map((one) => {
    const { leastM, fasterThanKmh } = asked.parse(one);
    return Math.max(fasterThanKmh / 3.6, leastM / rememberedS);
  });
  const leastM = (surelyShare * Math.min(...needMps) * overMs) / 1000;
  const lanes = scene.lanes.filter(({ kind }) => kinds.includes(kind));
  const mayMatter = (track: PathOnRoad) => mayGoAgainst(track, lanes, leastM);
  return scene.plane && { company: 'all', leastTogether: 1, isFoundAlone: true, mayMatter };
};

const kinds: readonly CompiledLane['kind'][] = ['driving', 'ramp', 'bus', 'hard-shoulder'];

function mayGoAgainst(track: PathOnRoad, lanes: CompiledScene['lanes'], leastM: number): boolean {
  const { length, stepMs } = track.path;
  if (track.group !== 'vehicle') return false;
  const steps = Math.round(overMs / stepMs);
  const { xM, yM } = track.onGround;
  for (let at = 0; at + steps < length; at++) {
    const [dx, dy] = [xM[at + steps]! - xM[at]!, yM[at + steps]! - yM[at]!];
    if (dx * dx + dy * dy < leastM * leastM) continue;
    const ground = { xM: xM[at + steps]!, yM: yM[at + steps]! };
    for (const { courseOnGround, widthM } of lanes) {
      const reachM = widthM / 2 + besideM;
      if (courseOnGround.isFartherThan(ground, reachM)) continue;
      const place = courseOnGround.placeOf(ground);
      if (!place || Math.abs(place.leftM) > reachM) continue;
      if (dx * Math.cos(place.headingRad) + dy * Math.sin(place.headingRad) <= -leastM) return true;
    }
  }
  return false;
}
