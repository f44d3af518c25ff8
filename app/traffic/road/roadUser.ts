import type { Box, Point } from '../../space/box.ts';
import type { GroundPoint } from '../../space/ground.ts';
import type { CompiledScene, InLane } from '../scene/compiledScene.ts';
import type { SceneZone } from '../scene/scene.ts';
import { viewFaults } from '../view/viewSymptom.ts';

export type RoadUserGroup = 'vehicle' | 'cycle' | 'person' | 'other';

/** How a road user moves, fitted over its last second or more; standard errors are those of the fit. */
export interface Motion {
  readonly speedMps: number;
  readonly speedErrorMps: number;
  /** Direction of travel; that of the last movement while it stands. */
  readonly headingRad: number;
  readonly accelerationMps2: number;
}

/** One tracked road user as it is now. */
export interface RoadUser {
  readonly trackId: number;
  readonly className: string;
  readonly group: RoadUserGroup;
  readonly score: number;
  /** How sure the detector was of it over the last second; absent: as now. */
  readonly meanScore?: number;
  readonly firstAtMs: number;
  readonly boxInImage: Box;
  readonly footInImage: Point;
  /** Whether the foot point was seen; it is estimated where another vehicle or the picture's edge hides it. */
  readonly isFootSeen?: boolean;
  /**
   * When it was last at a place where its movement cannot have brought it: its number went over to another road user, or
   * a hidden part of it came to light.
   */
  readonly leaptAtMs?: number | null;
  /** Foot point on the road, smoothed; `null` without a calibration or beyond its reach. */
  readonly ground: GroundPoint | null;
  /** `null` until it was seen for long enough, and where the road is too far for its speed to mean anything. */
  readonly motion: Motion | null;
  readonly inLane: InLane | null;
  readonly zones: readonly SceneZone[];
  /** Since when it has not left a circle of 1 m (without a calibration: a tenth of its box); `null` while it moves. */
  readonly stillSinceAtMs: number | null;
  /** Whether it was ever seen moving by more than its own length: what never did may be no road user at all. */
  readonly hasMoved: boolean;
}

/**
 * What may be wrong with a camera's view; `good` when it is as its scene was drawn, `learning` while that is not known.
 * app/traffic/view/viewCondition.ts says with which of them traffic is measured.
 */
export const viewConditions = ['good', 'learning', ...viewFaults] as const;
export type ViewCondition = (typeof viewConditions)[number];

/** How the picture looks; statistics as in app/detect/pictureStatistics.ts. */
export interface PictureCondition {
  readonly brightness: number;
  readonly contrast: number;
  readonly sharpness: number;
  readonly view: ViewCondition;
  /** It has been the same picture, pixel by pixel, for seconds: nothing new is known of the road. */
  readonly isRepeated?: boolean | undefined;
}

/** Something that is no road user and lies still where the road was empty before. */
export interface StaticObject {
  readonly objectId: number;
  readonly boxInImage: Box;
  readonly sinceAtMs: number;
  readonly score: number;
}

export type SignalState = 'red' | 'red-amber' | 'green' | 'amber' | 'dark';

/** The road of one camera at one instant. Times are wall times of the frames. */
export interface RoadView {
  readonly cameraId: string;
  readonly atMs: number;
  readonly scene: CompiledScene;
  /** Seen in this frame. */
  readonly users: readonly RoadUser[];
  /** Tracks that ended since the view before. */
  readonly ended: readonly number[];
  /** By signal head id; heads whose state is not known are absent. */
  readonly signals: ReadonlyMap<string, SignalState>;
  /** Absent where pictures are not judged, as in a replay of tracks. */
  readonly picture?: PictureCondition | undefined;
  /** Absent where nobody looks for them. */
  readonly staticObjects?: readonly StaticObject[] | undefined;
}

/** One analysed frame as the road observer takes it. */
export interface ObservedFrame {
  readonly cameraId: string;
  readonly atMs: number;
  readonly tracks: readonly {
    readonly trackId: number;
    readonly className: string;
    readonly score: number;
    /** Pixels of the source picture. */
    readonly boxInImage: Box;
  }[];
  readonly ended: readonly number[];
  readonly signals: ReadonlyMap<string, SignalState>;
  /** Absent where nobody looks for them. */
  readonly staticObjects?: readonly StaticObject[] | undefined;
}
