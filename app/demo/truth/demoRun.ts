import type { LightName } from '../film/lightOf.ts';
import type { CameraFault, SceneInstant } from '../scene.ts';
import type { TruthIncident } from './truthRecords.ts';

/** What a simulation is made from; the same plan gives the same run, on every thread. */
export interface RunPlan {
  readonly seed: number;
  readonly startHour: number;
  /** Scenario names with commas, as typed; empty for none. */
  readonly scenarios: string;
  readonly steps: number;
  /** While no scenario says another one. */
  readonly light: LightName;
}

/** A road user drove over the end of a lane. */
export interface LaneEnd {
  readonly lane: string;
  readonly bodyId: number;
}

/** A simulation as film and truth take it: step by step, with times from 0. */
export interface DemoRun {
  /** The first call gives the scene at 0 ms, each further one the scene a step later. */
  next(): SceneInstant;
  laneOf(bodyId: number): string | null;
  /** Of the present step. */
  laneEnds(): readonly LaneEnd[];
  light(): LightName;
  /** What is wrong with a camera. */
  faultOf(camera: string): CameraFault | undefined;
  /** Everything that happened up to the present step. */
  incidents(): readonly Omit<TruthIncident, 'record'>[];
}
