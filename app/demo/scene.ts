import type { Box, Size } from '../space/box.ts';
import type { GroundPoint } from '../space/ground.ts';

export type { GroundPoint } from '../space/ground.ts';

/**
 * What the simulation tells the film, and the film the truth. Ground frame of the demo site: metres, x along the corridor
 * (east), y to the left of it (north), z up; the road is the plane z = 0. Angles in radians, counter-clockwise from +x.
 * Traffic keeps to the right.
 */

const roadUserKinds = ['car', 'van', 'truck', 'bus', 'motorcycle', 'bicycle', 'pedestrian'] as const;
export type RoadUserKind = (typeof roadUserKinds)[number];
/** Road users, and things on the road that are none. */
export const bodyKinds = [...roadUserKinds, 'debris', 'cone'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** COCO's id and name of each kind; a two-wheeler's box holds its rider, who is not a person of its own. */
export const cocoClassOf = {
  car: { id: 2, name: 'car' },
  van: { id: 7, name: 'truck' },
  truck: { id: 7, name: 'truck' },
  bus: { id: 5, name: 'bus' },
  motorcycle: { id: 3, name: 'motorcycle' },
  bicycle: { id: 1, name: 'bicycle' },
  pedestrian: { id: 0, name: 'person' },
  debris: null,
  cone: null,
} as const satisfies Record<BodyKind, { id: number; name: string } | null>;

/** One thing on the road at an instant. */
export interface Body {
  readonly id: number;
  readonly kind: BodyKind;
  /** Decides shape and paint; the same for the whole life of the body. */
  readonly lookSeed: number;
  /** Centre of its footprint. */
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly speedMps: number;
  /** Metres since its beginning: turns wheels and moves legs. */
  readonly odometerM: number;
  readonly braking: boolean;
  readonly indicator: 'none' | 'left' | 'right' | 'both';
}

export type SignalState = 'red' | 'red-amber' | 'green' | 'amber' | 'dark';

/** The scene at one instant. */
export interface SceneInstant {
  readonly timeMs: number;
  readonly bodies: readonly Body[];
  /** By the id of the signal head. */
  readonly signals: ReadonlyMap<string, SignalState>;
}

export type Material = 'asphalt' | 'concrete' | 'paving' | 'grass' | 'earth' | 'gravel' | 'white' | 'yellow';

/** Everything that stands still. */
export interface Scenery {
  /** Polygons on the ground, later ones over earlier ones. Beyond them is grass. */
  readonly surfaces: readonly { readonly outline: readonly GroundPoint[]; readonly material: Material }[];
  /** Painted lines; `dashM` is painted and unpainted length, absent for a solid line. */
  readonly markings: readonly {
    readonly course: readonly GroundPoint[];
    readonly widthM: number;
    readonly dashM?: readonly [number, number];
    readonly material: Material;
  }[];
  /** Upright boxes: buildings, barriers, signs, shelters; `bottomM` lifts a sign off the ground. */
  readonly blocks: readonly (GroundPoint & {
    readonly kind: 'building' | 'barrier' | 'sign' | 'shelter';
    readonly headingRad: number;
    readonly lengthM: number;
    readonly widthM: number;
    readonly bottomM: number;
    readonly heightM: number;
    readonly lookSeed: number;
  })[];
  readonly trees: readonly (GroundPoint & { readonly heightM: number; readonly lookSeed: number })[];
  /** `armM` is the length of an arm at the top towards `headingRad`; a lamp shines at its end by night. */
  readonly poles: readonly (GroundPoint & {
    readonly heightM: number;
    readonly armM: number;
    readonly headingRad: number;
    readonly lamp: boolean;
  })[];
  /** A head faces `headingRad`. */
  readonly signalHeads: readonly (GroundPoint & {
    readonly id: string;
    readonly zM: number;
    readonly headingRad: number;
    readonly forPedestrians: boolean;
  })[];
}

/** A camera on its mast. At pan 0, tilt 0 it looks along +x, level; tilt is positive downwards. */
export interface CameraPose {
  readonly name: string;
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly panRad: number;
  readonly tiltRad: number;
  readonly rollRad: number;
  /** Of the picture without lens distortion. */
  readonly horizontalFovRad: number;
  /** Radial lens distortion: a point at r (in units of the focal length) appears at r (1 + k1 r^2). */
  readonly k1: number;
  readonly size: Size;
}

/** Light and weather. */
export interface Light {
  readonly sunElevationRad: number;
  /** Where the sun stands. */
  readonly sunAzimuthRad: number;
  /** 0 (overcast, night: no shadow) .. 1. */
  readonly sun: number;
  /** Of the sky, 0 (night) .. 1. */
  readonly sky: number;
  /** Head and tail lights, street lamps. */
  readonly lampsOn: boolean;
  readonly visibilityM: number;
  /** 0..1: streaks, drops on the lens, spray. */
  readonly rain: number;
  /** 0..1: dark and mirroring road. */
  readonly wet: number;
  /** Of the sensor, 0..1. */
  readonly noise: number;
}

export type CameraFault =
  | { readonly kind: 'covered'; readonly share: number }
  | { readonly kind: 'blurred'; readonly radiusPx: number }
  | { readonly kind: 'dark'; readonly factor: number }
  | { readonly kind: 'frozen' }
  | { readonly kind: 'moved'; readonly panRad: number; readonly tiltRad: number };

/** Where a body is in a camera's picture. */
export interface BodyInPicture {
  readonly id: number;
  readonly kind: BodyKind;
  /** Of everything of it that lies in the picture, hidden parts too; pixels. */
  readonly boxInImage: Box;
  /** Of the part that can be seen. */
  readonly visibleBoxInImage: Box;
  /** Seen pixels by all its pixels, 0..1; what lies outside the picture counts as hidden. */
  readonly visibleShare: number;
}
