import type { Box, Point } from '../../space/box.ts';
import { type GroundPoint, distanceM } from '../../space/ground.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import { ClassVotes } from '../../track/classVotes.ts';
import type { CompiledScene, InLane } from '../scene/compiledScene.ts';
import { isFootCovered } from './coveredFoot.ts';
import { Footing } from './footing.ts';
import type { PathFit } from './curveFit.ts';
import { RecentPath } from './recentPath.ts';
import type { Motion, ObservedFrame, RoadUser } from './roadUser.ts';
import { roadUserGroupOf, usualLengthM } from './roadUserGroup.ts';
import { Standing } from './standing.ts';

/** A second of path makes a speed. */
const leastSpanMs = 950;
/** Where a pixel up the picture is longer on the road, no speed is given. */
const farthestUpM = 0.3;
/** How far a foot point is off in the picture: a pixel and a share of the box's height; more where it was not seen. */
const [footPx, footShare, unseenShare] = [1, 0.02, 0.15];
/** Slower than this, and slower than three times its error, the direction says nothing. */
const slowestMps = 0.5;
const stillRadiusM = 1;
const meanOverMs = 1000;
const stillShareOfBox = 0.1;
/** Who is farther from where it was going to by this, metres, and so many errors, and braking hard, has leapt. */
const [leapM, leapErrors, hardestMps2] = [2, 5, 8];
/** A lane is left only this far beyond its edge, so that nobody flickers between two. */
const spareM = 0.5;

/** One track as it is followed on the road. */
export class ObservedTrack {
  readonly #scene: CompiledScene;
  readonly #firstAtMs: number;
  readonly #footing: Footing;
  #path = new RecentPath();
  /** At its newest place on the road, and when that was. */
  #fit: PathFit | null = null;
  #fitAtMs = 0;
  #leaptAtMs: number | null = null;
  readonly #standing = new Standing();
  readonly #votes = new ClassVotes('');
  #meanScore: number | null = null;
  #first: { readonly ground: GroundPoint | null; readonly cx: number; readonly cy: number } | null = null;
  #hasMoved = false;
  #headingRad: number | null = null;
  #inLane: InLane | null = null;
  /** The scale where it was asked for last: a foot point that is seen is asked for twice. */
  readonly #scaled: { x: number; y: number; scale: ReturnType<RoadPlane['metresPerPixel']> } = {
    ...{ x: Number.NaN, y: Number.NaN, scale: null },
  };
  lastAtMs: number;

  constructor(scene: CompiledScene, atMs: number) {
    this.#scene = scene;
    this.#firstAtMs = atMs;
    this.lastAtMs = atMs;
    const { plane } = scene;
    this.#footing = new Footing(
      scene.scene.picture,
      plane ? (image) => this.#scaleAt(plane, image)?.acrossM ?? null : undefined,
    );
  }

  /**
   * @param others all tracks of the frame
   * @returns the road user as it is now; `null` while its foot point is masked
   */
  observe(atMs: number, track: ObservedFrame['tracks'][number], others: ObservedFrame['tracks']): RoadUser | null {
    const { trackId, score, boxInImage } = track;
    const share = 1 - Math.exp((this.lastAtMs - atMs) / meanOverMs);
    this.#meanScore = this.#meanScore === null ? score : this.#meanScore + share * (score - this.#meanScore);
    this.lastAtMs = atMs;
    this.#votes.vote(track.className, score, atMs);
    const className = this.#votes.best;
    const group = roadUserGroupOf(className);
    // People are all about as tall: what one lacks is hidden, by whatever it may be.
    const foot = this.#footing.at(atMs, boxInImage, () => group === 'person' || isFootCovered(track, others));
    if (foot.isAnew) [this.#path, this.#fit] = [new RecentPath(), null];
    if (this.#scene.isMasked(foot.inImage)) return null;
    const offPx = footPx + boxInImage.h * (foot.isSeen ? footShare : unseenShare);
    const onGround = this.#onGround(atMs, foot.inImage, offPx);
    const fit = onGround?.fit ?? (this.#scene.plane ? null : this.#inPicture(atMs, foot.inImage, offPx));
    const ground = onGround && { xM: onGround.fit.x, yM: onGround.fit.y };
    this.#inLane = ground && this.#laneOf(ground);
    const radius = onGround ? stillRadiusM : stillShareOfBox * Math.max(boxInImage.w, boxInImage.h);
    return {
      ...{ trackId, className, group, score, boxInImage, ground },
      meanScore: this.#meanScore,
      firstAtMs: this.#firstAtMs,
      footInImage: foot.inImage,
      isFootSeen: foot.isSeen,
      leaptAtMs: this.#leaptAtMs,
      motion: onGround && onGround.upM <= farthestUpM ? this.#motion(onGround.fit) : null,
      inLane: this.#inLane,
      zones: this.#scene.zonesAt(foot.inImage),
      stillSinceAtMs: fit && this.#standing.at(atMs, this.#path.mean(), radius),
      hasMoved: this.#moved(className, boxInImage, ground, fit?.placeError ?? 0),
    };
  }

  #onGround(atMs: number, foot: Point, offPx: number): { readonly fit: PathFit; readonly upM: number } | null {
    const { plane } = this.#scene;
    const ground = plane && plane.groundOf(foot);
    const scale = ground && this.#scaleAt(plane, foot);
    if (!scale) return null;
    const offM = offPx * Math.max(scale.acrossM, scale.upM);
    if (this.#hasLeapt(atMs, ground, offM)) this.#leaptAtMs = atMs;
    this.#path.add(atMs, ground.xM, ground.yM, offM);
    this.#fit = this.#path.fit();
    this.#fitAtMs = atMs;
    return { fit: this.#fit, upM: scale.upM };
  }

  #hasLeapt(atMs: number, { xM, yM }: GroundPoint, offM: number): boolean {
    if (!this.#fit || this.#fit.spanMs === 0) return false;
    const { x, y, vx, vy, placeError, velocityError } = this.#fit;
    const s = (atMs - this.#fitAtMs) / 1000;
    const leastM = leapM + (hardestMps2 * s * s) / 2 + leapErrors * Math.hypot(offM, placeError, velocityError * s);
    return Math.hypot(xM - x - vx * s, yM - y - vy * s) > leastM;
  }

  #scaleAt(plane: RoadPlane, image: Point): ReturnType<RoadPlane['metresPerPixel']> {
    const scaled = this.#scaled;
    if (image.x !== scaled.x || image.y !== scaled.y) {
      scaled.scale = plane.metresPerPixel(image);
      [scaled.x, scaled.y] = [image.x, image.y];
    }
    return scaled.scale;
  }

  #inPicture(atMs: number, foot: Point, offPx: number): PathFit {
    this.#path.add(atMs, foot.x, foot.y, offPx);
    return this.#path.fit();
  }

  #motion({ vx, vy, meanVx, meanVy, velocityError, ax, ay, spanMs }: PathFit): Motion | null {
    if (spanMs < leastSpanMs) return null;
    const speedMps = Math.hypot(vx, vy);
    // The curve of a braking vehicle ends a little backwards when it stops.
    const hasDirection = speedMps > Math.max(slowestMps, 3 * velocityError) && vx * meanVx + vy * meanVy > 0;
    if (hasDirection || this.#headingRad === null) this.#headingRad = Math.atan2(vy, vx);
    const headingRad = this.#headingRad;
    const accelerationMps2 = ax * Math.cos(headingRad) + ay * Math.sin(headingRad);
    return { speedMps, speedErrorMps: velocityError, headingRad, accelerationMps2 };
  }

  #laneOf(ground: GroundPoint): InLane | null {
    const lane = this.#inLane?.lane;
    const place = lane?.courseOnGround.placeOf(ground);
    if (lane && place && Math.abs(place.leftM) <= lane.widthM / 2 + spareM) return { ...place, lane };
    return this.#scene.laneAt(ground);
  }

  /** A box that is uncovered little by little does not move: its middle must have gone on too. */
  #moved(className: string, { cx, cy, w, h }: Box, ground: GroundPoint | null, error: number): boolean {
    this.#first ??= { ground, cx, cy };
    if (this.#hasMoved) return true;
    const movedPx = Math.hypot(cx - this.#first.cx, cy - this.#first.cy);
    if (ground && this.#first.ground) {
      const movedM = distanceM(this.#first.ground, ground);
      this.#hasMoved = movedM > usualLengthM(className) + 3 * error && movedPx > Math.min(w, h) / 2;
    } else this.#hasMoved = movedPx > Math.max(w, h);
    return this.#hasMoved;
  }
}
