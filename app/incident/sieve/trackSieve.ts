import type { RoadUserGroup } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { CommonSettings } from '../scope/commonSettings.ts';
import type { PathOnRoad } from './pathOnRoad.ts';

/**
 * Whom a rule looks at beside a road user it may find: only those whose boxes lie near its own in the picture, because
 * they may cover its foot point; everybody. Who may be found itself need not be named.
 */
export type Company = 'touching' | 'all';

/**
 * Says of stored tracks whether a rule could find anything with them, by a look at their boxes that costs a hundredth of
 * what the rule does. Whom it leaves out must make no difference to what the rule finds, whoever else is there.
 */
export interface TrackSieve {
  /** Whom alone the rule finds something with. */
  readonly group: RoadUserGroup | 'any' | 'nobody';
  readonly company: Company;
  /** So many at once are needed before the rule finds anything with one. */
  readonly leastTogether: number;
  /** Others only keep it from being found: whom the rule does not find alone, it finds with nobody. */
  readonly isFoundAlone: boolean;
  /** Asked of its group alone. */
  mayMatter(track: PathOnRoad): boolean;
}

/** @param settings those that the rule runs with, in one way of judging or in two */
export type MakeSieve = (scene: CompiledScene, settings: readonly CommonSettings[]) => TrackSieve | null;
