import { z } from 'zod';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { placeOf, isCutOff, isInZone, isOnCarriageway, isOnShoulder } from '../road/places.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';
import { type Standing, StandingMemory, type StandingUser } from '../road/standingMemory.ts';
import { isLikelyNoVehicle } from '../road/sureness.ts';
import { StandingAhead } from '../road/standingAhead.ts';
import { Waiting } from '../road/waiting.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** How long it must stand without leaving a circle of 1 m. */
  dwellS: dwellS(7),
  /** The same for one that was never seen moving: it may be no vehicle at all. */
  unmovedDwellS: dwellS(9),
  /**
   * The same where vehicles wait by right: junctions, stop signs, signals whose state is not known, before crossings.
   * A cycle takes up to two minutes, and a full junction makes some wait for the next one too.
   */
  waitingDwellS: dwellS(240),
  /** The same for buses, which let people in and out. */
  busDwellS: dwellS(60),
  /** Who stands this close behind another standing vehicle waits for it, metres from foot point to foot point. */
  behindM: lengthM(25),
  /** How long a queue needs to drive on after green. */
  afterGreenS: dwellS(45),
});

/** Where boxes tremble at the edge of the picture, who was cut off a moment ago is so still. */
const cutOffForMs = 3000;

/** A vehicle that stands on the carriageway or the hard shoulder, and nothing there makes it wait. */
export const stoppedVehicle: Rule<typeof settings> = {
  name: 'stopped-vehicle',
  what: 'A vehicle stands in a lane or on the hard shoulder for longer than the dwell, without a signal, junction or queue that makes it wait.',
  settings,
  lacks: ({ lanes, scene }) =>
    lanes.length > 0 || scene.zones.some(({ kind }) => kind === 'carriageway' || kind === 'hard-shoulder')
      ? null
      : 'It needs a lane, a carriageway or a hard shoulder in the scene.',
  start(scene, limits) {
    const standing = new StandingMemory();
    const waiting = new Waiting(scene, limits.afterGreenS * 1000);
    const ahead = new StandingAhead();
    const reported = new WeakSet<Standing>();
    const cutOffAtMs = new Map<number, number>();
    const dwellOf = (user: RoadUser, hasMoved: boolean): number => {
      const plain = hasMoved ? limits.dwellS : Math.max(limits.dwellS, limits.unmovedDwellS);
      const asBus = user.className === 'bus' ? limits.busDwellS : 0;
      return Math.max(plain, asBus, waiting.maybe(user) ? limits.waitingDwellS : 0);
    };
    const findingOf = (view: RoadView, { user, stand }: StandingUser): Finding | null => {
      const forS = (view.atMs - stand.sinceAtMs) / 1000;
      const leastS = dwellOf(user, stand.hasMoved);
      // Asked in every view, also at the edge of the picture: it remembers for a moment.
      const isHeldUp = ahead.holdsUp(view, user, limits.behindM);
      if (isCutOff(user, scene.scene.picture)) cutOffAtMs.set(user.trackId, view.atMs);
      if (view.atMs - (cutOffAtMs.get(user.trackId) ?? Number.NEGATIVE_INFINITY) <= cutOffForMs) return null;
      if (forS < leastS || waiting.surely(user, view.atMs)) return null;
      // Who stood first stays found when others come to stand ahead: the judge folds it into their queue.
      const isDoubtful = isHeldUp || isLikelyNoVehicle(stand);
      if (!reported.has(stand) && isDoubtful) return null;
      reported.add(stand);
      return {
        type: 'stopped-vehicle',
        thing: `stand ${stand.id}`,
        severity: isOnCarriageway(user) ? 'high' : 'medium',
        beganAtMs: stand.sinceAtMs,
        place: placeOf(user),
        trackIds: [user.trackId],
        confidence: user.score,
        evidence: [{ what: 'standing for', value: forS, limit: leastS, unit: 's' }],
      };
    };
    return {
      step(view) {
        waiting.step(view);
        ahead.step(view);
        for (const trackId of view.ended) cutOffAtMs.delete(trackId);
        const findings: Finding[] = [];
        for (const one of standing.step(view)) {
          const { user } = one;
          if (user.group !== 'vehicle' || isInZone(user, 'parking')) continue;
          if (!isOnCarriageway(user) && !isOnShoulder(user)) continue;
          if (user.inLane?.lane.kind === 'cycle') continue;
          const finding = findingOf(view, one);
          if (finding) findings.push(finding);
        }
        return findings;
      },
    };
  },
};
