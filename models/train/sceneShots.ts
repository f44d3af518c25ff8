import { between, oneOf, type Random } from '../../app/base/random.ts';
import { createFilmCamera } from '../../app/demo/film/filmCamera.ts';
import { frameFor } from '../../app/demo/film/frame.ts';
import { type LightName, lightOf } from '../../app/demo/film/lightOf.ts';
import type { Body, BodyInPicture, SignalState } from '../../app/demo/scene.ts';
import { randomPose } from './sceneCameras.ts';
import { randomPlace } from './scenePlaces.ts';
import { randomTraffic, type TrafficMix } from './sceneTraffic.ts';

export interface Shot {
  readonly rgb: Uint8Array;
  readonly light: LightName;
  readonly bodies: BodyInPicture[];
}

const lights: readonly (readonly [LightName, number])[] = [
  ['day', 0.26],
  ['shadows', 0.1],
  ['overcast', 0.16],
  ['low-sun', 0.09],
  ['dusk', 0.09],
  ['night', 0.14],
  ['rain', 0.1],
  ['fog', 0.06],
];
const perBackground = 5;

/** Pictures of random places in random light; a few of each place and light, with other traffic each. */
export function* trainingScenes(
  random: Random,
  size: { width: number; height: number },
  count: number,
  mix: TrafficMix,
): Generator<Shot> {
  const frame = frameFor(size.width, size.height);
  let left = count;
  while (left > 0) {
    const place = randomPlace(random);
    const light = pickLight(random);
    const pose = randomPose(random, place, size);
    const camera = createFilmCamera(place.scenery, pose, lightOf(light, random), Math.floor(random() * 2 ** 30), frame);
    const reachM = Math.min(140, 45 / Math.max(0.12, pose.tiltRad - 0.1) + 30);
    const inSight = (xM: number, yM: number): boolean => {
      const point = camera.projection.imageOf({ xM, yM }, 0.8);
      if (!point || Math.hypot(xM - pose.xM, yM - pose.yM) > reachM) return false;
      return point.x > -60 && point.y > -40 && point.x < size.width + 60 && point.y < size.height + 60;
    };
    for (let k = 0; k < perBackground && left > 0; k++, left--) {
      const most = random() < 0.05 ? 0 : Math.round(between(random, 3, 28));
      const signals = new Map(
        place.scenery.signalHeads.map((head) => [
          head.id,
          oneOf<SignalState>(random, ['red', 'green', 'amber', 'red-amber']),
        ]),
      );
      const rgb = new Uint8Array(3 * size.width * size.height);
      const bodies = camera.render(
        {
          timeMs: Math.floor(random() * 1e6),
          bodies: busiestOf(4, () => randomTraffic(random, place, inSight, most, mix), most * 0.5),
          signals,
        },
        rgb,
      );
      yield { rgb, light, bodies };
    }
  }
}

/** The first traffic with enough bodies, else the fullest of some tries: most places are quieter than wanted. */
function busiestOf(tries: number, traffic: () => Body[], enough: number): Body[] {
  let best = traffic();
  for (let k = 1; k < tries && best.length < enough; k++) {
    const next = traffic();
    if (next.length > best.length) best = next;
  }
  return best;
}

/** One of the lights, by their shares. */
export function pickLight(random: Random): LightName {
  let roll = random() * lights.reduce((sum, [, share]) => sum + share, 0);
  for (const [name, share] of lights) {
    roll -= share;
    if (roll < 0) return name;
  }
  return 'day';
}
