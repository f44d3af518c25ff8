import type { IncidentType } from '../incident.ts';

/** A finding that comes back within this, at the same place, is the same thing. */
export const continuesWithinMs = 15_000;

/** What passes in a moment; it is over when it is not seen any more. */
const momentMs = 5000;
const standingMs = 30_000;

/** How long an incident must be gone before it has ended. */
export const clearAfterMs: Readonly<Record<IncidentType, number>> = {
  'stopped-vehicle': continuesWithinMs,
  'wrong-way': continuesWithinMs,
  'slow-vehicle': continuesWithinMs,
  speeding: continuesWithinMs,
  congestion: 60_000,
  queue: standingMs,
  pedestrian: continuesWithinMs,
  cyclist: continuesWithinMs,
  debris: standingMs,
  collision: standingMs,
  'near-miss': momentMs,
  'lane-blocked': standingMs,
  'red-light': momentMs,
  'stop-sign': momentMs,
  'illegal-turn': momentMs,
  'lane-change': momentMs,
  'illegal-parking': standingMs,
  'unauthorised-area': continuesWithinMs,
  'low-visibility': 60_000,
  'camera-tampered': continuesWithinMs,
};
