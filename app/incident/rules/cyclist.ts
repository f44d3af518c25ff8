import { z } from 'zod';
import { LaneSpeeds } from '../road/laneSpeeds.ts';
import { isInLane } from '../road/places.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Only in lanes with this limit or more: elsewhere cyclists are traffic. */
  fromLimitKmh: speedKmh(80),
  dwellS: dwellS(1.5),
  /** Slower nobody cycles: somebody on foot was taken for it. */
  fasterThanKmh: speedKmh(8),
});

const fastLanes = ['driving', 'ramp', 'hard-shoulder', 'turn', 'bus'] as const;

/** A cyclist on a road for fast traffic. */
export const cyclist: Rule<typeof settings> = {
  name: 'cyclist',
  what: 'Somebody cycles in a lane whose limit is so high that no cyclist belongs there.',
  settings,
  lacks: ({ lanes }) =>
    lanes.some(({ limitKmh }) => limitKmh !== null) ? null : 'It needs a calibration and a lane with a speed limit.',
  start(_scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, 2000);
    const alongLane = new LaneSpeeds('cycle');
    return {
      step({ users, ended, atMs }) {
        dwell.forget(ended);
        alongLane.step(users, ended, atMs);
        const findings: Finding[] = [];
        for (const user of users) {
          if (user.group !== 'cycle') continue;
          const limitKmh = isInLane(user, fastLanes) ? (user.inLane!.lane.limitKmh ?? 0) : 0;
          const goesKmh = 3.6 * (user.motion?.speedMps ?? Math.abs(alongLane.of(user)?.speedMps ?? 0));
          const cycles = goesKmh >= limits.fasterThanKmh || dwell.isSure(user.trackId);
          const sinceAtMs = dwell.step(user.trackId, atMs, cycles && limitKmh >= limits.fromLimitKmh);
          if (sinceAtMs === null) continue;
          const evidence = [
            { what: 'in the lane for', value: (atMs - sinceAtMs) / 1000, limit: limits.dwellS, unit: 's' },
            { what: 'limit of the lane', value: limitKmh, limit: limits.fromLimitKmh, unit: 'km/h' },
            { what: 'speed', value: goesKmh, limit: limits.fasterThanKmh, unit: 'km/h' },
          ];
          findings.push(userFinding(user, { type: 'cyclist', severity: 'high', beganAtMs: sinceAtMs, evidence }));
        }
        return findings;
      },
    };
  },
};
