import { z } from 'zod';
import { isCutOff, isInZone } from '../road/places.ts';
import { StandingAhead } from '../road/standingAhead.ts';
import { StandingMemory } from '../road/standingMemory.ts';
import { isLikelyNoVehicle } from '../road/sureness.ts';
import { userFinding } from '../road/userFinding.ts';
import { Waiting } from '../road/waiting.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  dwellS: dwellS(30),
  /** Buses let people in and out. */
  busDwellS: dwellS(90),
  /** Who stands this close behind another standing vehicle may be waiting for it, metres. */
  behindM: lengthM(20),
  /** It has found its way past by then, if it is waiting. */
  behindDwellS: dwellS(120),
});

/** A vehicle that stands where stopping is forbidden. */
export const illegalParking: Rule<typeof settings> = {
  name: 'illegal-parking',
  what: 'A vehicle stands in a no-stopping zone for longer than the dwell, and no signal or queue makes it wait.',
  settings,
  lacks: ({ scene }) =>
    scene.zones.some(({ kind }) => kind === 'no-stopping') ? null : 'It needs a no-stopping zone in the scene.',
  start(scene, limits) {
    const standing = new StandingMemory();
    const ahead = new StandingAhead();
    const waiting = new Waiting(scene, 45_000);
    return {
      step(view) {
        ahead.step(view);
        waiting.step(view);
        const findings: Finding[] = [];
        for (const { user, stand } of standing.step(view)) {
          if (user.group !== 'vehicle' || !isInZone(user, 'no-stopping')) continue;
          if (isCutOff(user, scene.scene.picture) || isLikelyNoVehicle(stand)) continue;
          const asBus = user.className === 'bus' ? limits.busDwellS : 0;
          const asBehind = ahead.holdsUp(view, user, limits.behindM) ? limits.behindDwellS : 0;
          const leastS = Math.max(limits.dwellS, asBus, asBehind);
          const forS = (view.atMs - stand.sinceAtMs) / 1000;
          if (forS < leastS || waiting.surely(user, view.atMs)) continue;
          const evidence = [{ what: 'standing for', value: forS, limit: leastS, unit: 's' }];
          const about = { type: 'illegal-parking', severity: 'medium', beganAtMs: stand.sinceAtMs, evidence } as const;
          findings.push({ ...userFinding(user, about), thing: `stand ${stand.id}` });
        }
        return findings;
      },
    };
  },
};
