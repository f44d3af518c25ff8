import type { SignalState } from '../scene.ts';

/** Signal groups of the junction: street, its left turns, cross road, its left turns, pedestrians. */
export const signalGroups = ['street', 'street-left', 'cross', 'cross-left', 'pedestrians'] as const;
export type SignalGroup = (typeof signalGroups)[number];

const amberS = 3;
const redAmberS = 1;

/** Seconds of the cycle in which a group is green. Left turns have a piece of their own after the way straight on. */
const greenS = {
  street: [0, 24],
  'street-left': [0, 38],
  cross: [43, 63],
  'cross-left': [43, 75],
  pedestrians: [80, 87],
} as const satisfies Record<SignalGroup, readonly [number, number]>;

/** The last pedestrians need the rest of the cycle to reach the other side. */
export const cycleS = 106;

/** State of a group `timeMs` after the beginning of the programme. */
export function signalStateAt(group: SignalGroup, timeMs: number): SignalState {
  const atS = (timeMs / 1000) % cycleS;
  const [fromS, toS] = greenS[group];
  if (atS >= fromS && atS < toS) return 'green';
  if (group === 'pedestrians') return 'red';
  if (atS >= toS && atS < toS + amberS) return 'amber';
  const untilGreenS = (fromS - atS + cycleS) % cycleS;
  return untilGreenS <= redAmberS ? 'red-amber' : 'red';
}

export function isSignalGroup(name: string): name is SignalGroup {
  return (signalGroups as readonly string[]).includes(name);
}
