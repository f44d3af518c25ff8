import type { RoadPlane } from '../../space/roadPlane.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { Stretch } from './standStretches.ts';

/** A rectangle, of the picture in pixels or of the road in metres. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where somebody stands, and what it may be held up by. */
export interface StandReach {
  /** What its boxes took up of the picture. */
  readonly inPicture: Area;
  /** Its foot points on the road; without bounds where one is no place. */
  readonly onRoad: Area;
}

/** Foot points are smoothed, and those of long vehicles lie behind their rear, metres. */
const spareM = 10;
/** Road this far ahead may be covered by somebody's box, metres. */
const coveredM = 16;

export function reachOf(plane: RoadPlane, track: PathOnRoad, stretch: Stretch): StandReach {
  const { path, onGround, feet } = track;
  const { length, values } = path;
  const picture = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const road = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let at = stretch.from; at <= stretch.to; at++) {
    const [halfW, halfH] = [values[2 * length + at]! / 2, values[3 * length + at]! / 2];
    widen(picture, values[at]! - halfW, values[length + at]! - halfH);
    widen(picture, values[at]! + halfW, values[length + at]! + halfH);
    widen(road, onGround.xM[at]!, onGround.yM[at]!);
    const foot = feet[at]!;
    if (foot.y > values[length + at]! + halfH) {
      const ground = plane.groundOf(foot);
      widen(road, ground?.xM ?? Number.NaN, ground?.yM ?? Number.NaN);
    }
  }
  return { inPicture: picture, onRoad: road };
}

/** @param behindM who stands this close behind another one waits for it */
export function mayHoldUp(plane: RoadPlane, own: StandReach, behindM: number): (other: StandReach) => boolean {
  const near = wider(own.onRoad, behindM + spareM);
  const ahead = inPictureOf(plane, wider(own.onRoad, coveredM));
  return ({ inPicture, onRoad }) => haveCommon(near, onRoad) || haveCommon(ahead, inPicture);
}

/** What of the picture shows a rectangle of the road, all of it where its corners are not all in sight. */
function inPictureOf(plane: RoadPlane, { left, right, top, bottom }: Area): Area {
  const area = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const xM of [left, right]) {
    for (const yM of [top, bottom]) {
      const image = plane.imageOf({ xM, yM });
      widen(area, image?.x ?? Number.NaN, image?.y ?? Number.NaN);
    }
  }
  return area;
}

/** Not a number is anywhere. */
function widen(area: { -readonly [side in keyof Area]: number }, x: number, y: number): void {
  if (Number.isNaN(x) || Number.isNaN(y)) {
    Object.assign(area, { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity });
    return;
  }
  area.left = Math.min(area.left, x);
  area.right = Math.max(area.right, x);
  area.top = Math.min(area.top, y);
  area.bottom = Math.max(area.bottom, y);
}

function wider({ left, right, top, bottom }: Area, by: number): Area {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

function haveCommon(a: Area, b: Area): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
