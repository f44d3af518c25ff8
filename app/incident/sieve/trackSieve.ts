import type { RoadUserGroup } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { CommonSettings } from '../scope/commonSettings.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { SignalTimes } from './signalTimes.ts';

/**
 * Whom a rule looks at beside a road user it may find: only those whose boxes lie near its own in the picture, because
 * they may cover its foot point; those too of whom its sieve says the same at first; everybody. Who may be found itself
 * need not be named.
 */
export type Company = 'touching' | 'alike' | 'all';

/**
 * Says of stored tracks whether a rule could find anything with them, by a look at their boxes that costs a hundredth of
 * what the rule does. Whom it leaves out must make no difference to what the rule finds, whoever else is there.
 * @typeParam Trace what is remembered of a track, where tracks are looked at together
 */
export interface TrackSieve<Trace = unknown> {
  /** Whom alone the rule finds something with. */
  readonly group: RoadUserGroup | 'any' | 'nobody';
  readonly company: Company;
  /** So many at once are needed before the rule finds anything with one. */
  readonly leastTogether: number;
  /** Others only keep it from being found: whom the rule does not find alone, it finds with nobody. */
  readonly isFoundAlone: boolean;
  /** Asked of its group alone. @returns what is remembered of the track; `null` where it cannot matter */
  mayMatter(track: PathOnRoad): Trace | null;
  /** Asked of each that may matter. */
  readonly together?: Together<Trace>;
}

interface Together<Trace> {
  /** Tracks that ended before this long may still count, ms. */
  readonly lingersMs: number;
  /**
   * @param around of those that were there around its time
   * @returns from when on those are looked at that were there beside it; `null`: it cannot be found
   */
  needsFromMs(own: Trace, around: () => readonly Trace[]): number | null;
  /** Whether one who may be found is looked at beside another one that was there. */
  looksAt(own: Trace, other: Trace): boolean;
}

/** @param settings those that the rule runs with, in one way of judging or in two */
export type MakeSieve = (
  scene: CompiledScene,
  settings: readonly CommonSettings[],
  signals: SignalTimes,
) => TrackSieve | null;
