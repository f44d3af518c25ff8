import { z } from 'zod';
import { turnRad } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { vehicleAhead } from '../road/laneOrder.ts';
import { LaneSpeeds } from '../road/laneSpeeds.ts';
import { isInZone } from '../road/places.ts';
import { laneStopsOf } from '../road/stopLines.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import { UsualSpeed } from '../road/usualSpeed.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** Slower than this share of the space-mean speed around it. */
    onShare: z.number().min(0.1).max(0.9).default(0.5),
    offShare: z.number().min(0.1).max(1).default(0.65),
    dwellS: dwellS(4),
    /** Slower than this it stands. */
    movesFromKmh: speedKmh(4),
    /** Only where others drive faster than this. */
    usualFromKmh: speedKmh(40),
    /** Who has somebody slow this close ahead is held up, metres. */
    heldUpM: lengthM(60),
  })
  .refine(({ onShare, offShare }) => offShare >= onShare, { message: 'offShare must not be below onShare' });

/** Who brakes or speeds up harder than this, or by this share of its speed in a second and a half, will not go on so. */
const [evenMps2, evenShare] = [0.8, 0.35];
/** A speed whose error is a larger share of the usual one says nothing. */
const worstShare = 0.15;
/** More slow vehicles at once are congestion. */
const mostAtOnce = 4;
/** Who comes slowly within this after a slow one was held up by it. */
const platoonMs = 60_000;
/** Before a stop line everybody is slow. */
const stopReachM = 120;

/** A vehicle that creeps while the others drive. */
export const slowVehicle: Rule<typeof settings> = {
  name: 'slow-vehicle',
  what: 'A vehicle drives at less than half of the speed around it for longer than the dwell, and nobody ahead holds it up.',
  settings,
  lacks: ({ lanes }) =>
    lanes.some(({ kind }) => kind === 'driving') ? null : 'It needs a calibration and driving lanes in the scene.',
  start(scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, 4000);
    const usual = new UsualSpeed(scene);
    const speeds = new LaneSpeeds();
    /** Held up by a slow one ahead, even after that one has left the picture. */
    const followers = new Set<number>();
    const reported = new Set<number>();
    let last: { readonly trackId: number; readonly headingRad: number; readonly atMs: number } | null = null;
    /** Who is seen to drive ahead of the one found before does not follow it. */
    const isOfPlatoon = (user: RoadUser, { users, atMs }: RoadView): boolean => {
      if (last === null || atMs - last.atMs >= platoonMs) return false;
      const before = users.find(({ trackId }) => trackId === last!.trackId);
      if (before?.inLane && before.ground && isAhead(user, before)) return false;
      return turnRad(last.headingRad, user.inLane!.headingRad) < Math.PI / 6;
    };
    const stops = laneStopsOf(scene);
    const isBeforeStop = ({ inLane }: RoadUser): boolean =>
      (stops.get(inLane!.lane.id) ?? []).some(({ atM }) => atM > inLane!.atM - 5 && atM - inLane!.atM < stopReachM);
    const isSlow = (view: RoadView, user: RoadUser, usualMps: number): boolean => {
      const { speedMps, errorMps } = speeds.of(user)!;
      // Who braked hard and drives on is below the looser share too when the dwell ends.
      const share = dwell.isSure(user.trackId) ? limits.offShare : limits.onShare;
      if (speedMps > share * usualMps || speedMps * 3.6 < limits.movesFromKmh) return false;
      if (errorMps > worstShare * usualMps || Math.abs(user.motion?.accelerationMps2 ?? 0) > evenMps2) return false;
      if (Math.abs(speeds.gainMpsOf(user)) > evenShare * speedMps) return false;
      if (isBeforeStop(user) || isInZone(user, 'junction-box')) return false;
      const ahead = vehicleAhead(view, user, limits.heldUpM);
      return !ahead || (speeds.of(ahead)?.speedMps ?? 0) > limits.offShare * usualMps;
    };
    return {
      step(view) {
        dwell.forget(view.ended);
        speeds.step(view.users, view.ended, view.atMs);
        usual.step(view, (user) => (dwell.has(user.trackId) ? null : speeds.of(user)));
        for (const trackId of view.ended) {
          followers.delete(trackId);
          reported.delete(trackId);
        }
        const creeping: Creeping[] = [];
        for (const user of view.users) {
          if (user.group !== 'vehicle' || user.inLane?.lane.kind !== 'driving') continue;
          const usualMps = usual.of(user);
          if (usualMps === null || usualMps * 3.6 < limits.usualFromKmh) continue;
          const speed = speeds.of(user);
          if (!speed) continue;
          const slow = isSlow(view, user, usualMps);
          const sinceAtMs = dwell.step(user.trackId, view.atMs, slow, speed.middleAtMs);
          if (sinceAtMs !== null) creeping.push({ user, speedMps: speed.speedMps, sinceAtMs, usualMps });
          else if (!dwell.has(user.trackId)) followers.delete(user.trackId);
        }
        if (creeping.length > mostAtOnce) return [];
        for (const { user } of creeping) {
          if (reported.has(user.trackId)) continue;
          if (creeping.some((one) => isAhead(one.user, user)) || isOfPlatoon(user, view)) followers.add(user.trackId);
        }
        const first = creeping.filter(({ user }) => !followers.has(user.trackId));
        for (const { user } of first) {
          reported.add(user.trackId);
          last = { trackId: user.trackId, headingRad: user.inLane!.headingRad, atMs: view.atMs };
        }
        return first.map((one) => findingOf(one, limits.onShare));
      },
    };
  },
};

interface Creeping {
  readonly user: RoadUser;
  readonly speedMps: number;
  readonly sinceAtMs: number;
  readonly usualMps: number;
}

/** Whether the one drives before the other on the same carriageway, in whatever lane: it holds the other up. */
function isAhead(one: RoadUser, other: RoadUser): boolean {
  const { headingRad } = other.inLane!;
  if (one === other || turnRad(one.inLane!.headingRad, headingRad) > Math.PI / 6) return false;
  const [dx, dy] = [one.ground!.xM - other.ground!.xM, one.ground!.yM - other.ground!.yM];
  return dx * Math.cos(headingRad) + dy * Math.sin(headingRad) > 0;
}

function findingOf({ user, speedMps, sinceAtMs, usualMps }: Creeping, share: number): Finding {
  return userFinding(user, {
    type: 'slow-vehicle',
    severity: 'medium',
    beganAtMs: sinceAtMs,
    evidence: [
      { what: 'speed', value: speedMps * 3.6, limit: share * usualMps * 3.6, unit: 'km/h' },
      { what: 'speed around it', value: usualMps * 3.6, limit: null, unit: 'km/h' },
    ],
  });
}
