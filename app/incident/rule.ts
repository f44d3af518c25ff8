import type { z } from 'zod';
import type { GroundPoint } from '../space/ground.ts';
import type { CompiledScene } from '../traffic/scene/compiledScene.ts';
import type { RoadView } from '../traffic/road/roadUser.ts';
import type { Evidence, IncidentPlace, IncidentType, Severity } from './incident.ts';

/** A stretch of a lane that an incident takes up, metres along its course. */
export interface LaneStretch {
  readonly laneId: string;
  readonly fromM: number;
  readonly toM: number;
}

/** A rule's condition holds now. Given again with every view for as long as it does. */
export interface Finding {
  readonly type: IncidentType;
  /** Names the physical thing within the rule and camera, for example `track 12` or `lane north-1`. */
  readonly thing: string;
  readonly severity: Severity;
  /** When it began on the road. */
  readonly beganAtMs: number;
  readonly place: IncidentPlace;
  readonly trackIds: readonly number[];
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** How it moves, where the rule knows that of its way though its movement is not measured; metres a second. */
  readonly velocityMps?: GroundPoint;
  /** Of what takes up more than a place: queue, congestion, blocked lane. Incidents within it may be part of it. */
  readonly stretches?: readonly LaneStretch[];
}

/** One rule at work on one camera. */
export interface RuleRun {
  /** Views come in rising time. @returns what holds now, dwell and hysteresis included */
  step(view: RoadView): readonly Finding[];
}

/** A rule: one per file. Settings are plain values with their unit in the name and a default for each. */
export interface Rule<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** What it finds and from when on, one sentence for the operator. */
  readonly what: string;
  readonly settings: Schema;
  /** What a scene lacks for it, one sentence; `null` when it can run. */
  lacks(scene: CompiledScene): string | null;
  start(scene: CompiledScene, settings: z.output<Schema>): RuleRun;
}
