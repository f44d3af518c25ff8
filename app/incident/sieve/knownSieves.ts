import { cyclistSieve, pedestrianSieve } from './footSieves.ts';
import { queueSieve } from './queueSieve.ts';
import { speedingSieve } from './speedingSieve.ts';
import { standingSieve } from './standingSieve.ts';
import { areaSieve } from './areaSieve.ts';
import { silentSieve, turnSieve } from './silentSieves.ts';
import type { MakeSieve } from './trackSieve.ts';
import { wrongWaySieve } from './wrongWaySieve.ts';

/**
 * The sieves by rule. A rule without one is shown all tracks: what it says depends on what was usual before (slow
 * vehicle, blocked lane, congestion), on everybody's movement (collision, near miss), or nobody has made one yet.
 */
export const knownSieves: Readonly<Partial<Record<string, MakeSieve>>> = {
  'stopped-vehicle': standingSieve,
  'illegal-parking': standingSieve,
  'wrong-way': wrongWaySieve,
  speeding: speedingSieve,
  queue: queueSieve,
  pedestrian: pedestrianSieve,
  cyclist: cyclistSieve,
  'unauthorised-area': areaSieve,
  'illegal-turn': turnSieve,
  debris: silentSieve,
  'low-visibility': silentSieve,
  'camera-tampered': silentSieve,
};
