import { z } from 'zod';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { isInLane, isInZone, isOnCarriageway, isOnShoulder } from '../road/places.ts';
import type { CommonSettings } from '../scope/commonSettings.ts';
import { type PossibleStand, possibleStands } from './possibleStand.ts';
import type { SignalTimes } from './signalTimes.ts';
import { mayGoOn, rememberedMs, spareMs } from './standHandover.ts';
import { mayHoldUp, type StandReach } from './standReach.ts';
import { mayLieStill } from './standStretches.ts';
import type { MakeSieve, TrackSieve } from './trackSieve.ts';
import { WaitingPlaces } from './waitingPlaces.ts';

/** How long one must stand to be found. */
interface Dwells {
  readonly plainMs: number;
  /** Where one waits by right, and before a signal whose state is not known. */
  readonly waitingMs: number;
  readonly afterGreenMs: number;
  readonly behindM: number;
}

/** Whoever stood beside is looked at from a little before. */
const besideMs = 10_000;
const stopped = z.object({
  dwellS: z.number(),
  waitingDwellS: z.number(),
  afterGreenS: z.number(),
  behindM: z.number(),
});

export const stoppedSieve: MakeSieve = (scene, settings, signals) => {
  const dwells = settings.map((one): Dwells => {
    const { dwellS, waitingDwellS, afterGreenS, behindM } = stopped.parse(one);
    const waitingMs = 1000 * Math.max(dwellS, waitingDwellS);
    return { plainMs: 1000 * dwellS, waitingMs, afterGreenMs: 1000 * afterGreenS, behindM };
  });
  return standingSieve({ scene, settings, signals }, dwells, watchesRoad);
};

const watchesRoad = (user: RoadUser): boolean =>
  !isInZone(user, 'parking') && (isOnCarriageway(user) || isOnShoulder(user)) && !isInLane(user, ['cycle']);

const parked = z.object({ dwellS: z.number(), behindM: z.number() });

export const parkingSieve: MakeSieve = (scene, settings, signals) => {
  const dwells = settings.map((one): Dwells => {
    const { dwellS, behindM } = parked.parse(one);
    const dwellMs = 1000 * dwellS;
    return { plainMs: dwellMs, waitingMs: dwellMs, afterGreenMs: 45_000, behindM };
  });
  return standingSieve({ scene, settings, signals }, dwells, (user) => isInZone(user, 'no-stopping'));
};

interface On {
  readonly scene: CompiledScene;
  readonly settings: readonly CommonSettings[];
  readonly signals: SignalTimes;
}

/** What is remembered of a track. */
interface Stands {
  readonly stands: readonly PossibleStand[];
  /** It lies where it may hold others up, though it never stood: it is looked at beside all. */
  readonly liesStill: boolean;
  /** Of those that may be found: from when on others are looked at, and which of them. */
  looked: { readonly fromAtMs: number; readonly toAtMs: number; readonly at: (reach: StandReach) => boolean }[] | null;
}

/**
 * Vehicles that may have stood for long enough, where nothing made them wait by right, under one number or several; and
 * beside them all that may have stood near, because these hold each other up. Nobody who drives holds anybody up.
 */
function standingSieve(
  { scene, signals }: On,
  dwells: readonly Dwells[],
  watches: (user: RoadUser) => boolean,
): TrackSieve<Stands> | null {
  const { plane } = scene;
  if (!plane) return null;
  const places = new WaitingPlaces(scene, watches);
  const leastMs = Math.min(...dwells.map(({ plainMs }) => plainMs)) - spareMs;
  const longestMs = Math.max(...dwells.map(({ waitingMs }) => waitingMs));
  const behindM = Math.max(...dwells.map((one) => one.behindM));
  const isTooLong = (stand: PossibleStand): boolean => {
    const [sinceAtMs, untilAtMs] = [stand.sinceAtMs!, stand.toAtMs];
    return stand.places.some(({ headId, isWaiting }) =>
      dwells.some(({ plainMs, waitingMs, afterGreenMs }) => {
        const knownMs = (isWaiting ? waitingMs : plainMs) - spareMs;
        if (headId === null) return untilAtMs - sinceAtMs >= knownMs;
        const unknownMs = waitingMs - spareMs;
        return signals.mayBeTooLong(headId, { sinceAtMs, untilAtMs, knownMs, afterGreenMs, unknownMs });
      }),
    );
  };
  return {
    ...{ group: 'vehicle', company: 'alike', leastTogether: 1, isFoundAlone: false },
    mayMatter: (track) => {
      const stands = possibleStands(plane, track, places, leastMs);
      const liesStill = stands.length === 0 && mayLieStill(track.path);
      return stands.length > 0 || liesStill ? { stands, liesStill, looked: null } : null;
    },
    together: {
      lingersMs: longestMs + rememberedMs + besideMs,
      needsFromMs: (own, around) => {
        for (const stand of own.stands) stand.sinceAtMs ??= sinceOf(stand, around);
        own.looked = own.stands.filter(isTooLong).map((stand) => ({
          fromAtMs: stand.sinceAtMs! - rememberedMs - besideMs,
          toAtMs: stand.toAtMs,
          at: mayHoldUp(plane, stand.reach, behindM),
        }));
        return own.looked.length > 0 ? Math.min(...own.looked.map(({ fromAtMs }) => fromAtMs)) : null;
      },
      looksAt: (own, other) =>
        other.liesStill ||
        own.looked!.some(({ fromAtMs, toAtMs, at }) =>
          other.stands.some((stand) => stand.toAtMs >= fromAtMs && stand.fromAtMs <= toAtMs && at(stand.reach)),
        ),
    },
  };
}

/** Since when somebody may have stood there, under whatever number. */
function sinceOf(stand: PossibleStand, around: () => readonly Stands[]): number {
  // Whom it leads back to leads back to others, at last to itself.
  stand.sinceAtMs = stand.fromAtMs;
  if (stand.came.length === 0) return stand.fromAtMs;
  let sinceAtMs = stand.fromAtMs;
  for (const { stands } of around()) {
    for (const other of stands) {
      if (other.fromAtMs >= sinceAtMs || other.toAtMs + rememberedMs < stand.fromAtMs) continue;
      if (!other.left.some((left) => stand.came.some((came) => mayGoOn(left, came)))) continue;
      other.sinceAtMs ??= sinceOf(other, around);
      sinceAtMs = Math.min(sinceAtMs, other.sinceAtMs);
    }
  }
  stand.sinceAtMs = sinceAtMs;
  return sinceAtMs;
}
