import { z } from 'zod';
import { isInZone } from '../road/places.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import { userFinding } from '../road/userFinding.ts';
import { ZoneDepth } from '../road/zoneDepth.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  dwellS: dwellS(2),
  /** So far within the zone, metres: who passes at its edge is not in it. */
  insideM: lengthM(0.5),
});

/** Anybody in a restricted zone. */
export const unauthorisedArea: Rule<typeof settings> = {
  name: 'unauthorised-area',
  what: 'A road user is within a restricted zone for longer than the dwell.',
  settings,
  lacks: ({ scene }) =>
    scene.zones.some(({ kind }) => kind === 'restricted') ? null : 'It needs a restricted zone in the scene.',
  start(scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, 2000);
    const depth = new ZoneDepth(scene, ['restricted']);
    return {
      step({ users, ended, atMs }) {
        dwell.forget(ended);
        const findings: Finding[] = [];
        for (const user of users) {
          if (user.group === 'other') continue;
          const isIn = isInZone(user, 'restricted');
          if (!isIn && !dwell.has(user.trackId)) continue;
          const isDeep = isIn && depth.of(user) >= limits.insideM;
          const sinceAtMs = dwell.step(user.trackId, atMs, isDeep);
          if (sinceAtMs === null) continue;
          const evidence = [
            { what: 'in the zone for', value: (atMs - sinceAtMs) / 1000, limit: limits.dwellS, unit: 's' },
          ];
          const about = { type: 'unauthorised-area', severity: 'high', beganAtMs: sinceAtMs, evidence } as const;
          findings.push(userFinding(user, about));
        }
        return findings;
      },
    };
  },
};
