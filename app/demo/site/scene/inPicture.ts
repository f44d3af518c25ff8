import type { Point, Size } from '../../../space/box.ts';
import type { Projection } from '../../film/projection.ts';
import type { GroundPoint } from '../../scene.ts';

/** Nearer than this to the camera's plane nothing is drawn, metres. */
const nearM = 2;
const stepM = 4;
/** Where the road is farther than this a scene says nothing about it, metres. */
const farM = 140;

/** The visible part of a polygon on the ground, in the picture; `null` when there is none worth drawing. */
export function outlineInPicture(projection: Projection, outline: readonly GroundPoint[]): Point[] | null {
  const near = clipped(
    // Not closed: a corner that is there twice lies on the line to itself, and would be left out.
    densified([...outline, outline[0]!]).slice(0, -1),
    ({ xM, yM }) => depthM(projection, xM, yM) - nearM,
    between,
  );
  const reach = clipped(near, ({ xM, yM }) => farM - depthM(projection, xM, yM), between);
  const { width, height } = projection.pose.size;
  let points = reach.map((place) => projection.imageOf(place)).filter((point) => point !== null);
  const edges: ((point: Point) => number)[] = [({ x }) => x, ({ x }) => width - x, ({ y }) => y, ({ y }) => height - y];
  for (const edge of edges) points = clipped(points, edge, betweenPoints);
  const drawn = simplified(points.map(rounded));
  return drawn.length >= 3 && areaOf(drawn) > 400 ? drawn : null;
}

/** The longest part of a course that lies in the picture; `null` when less than 8 m of it do. */
export function courseInPicture(projection: Projection, course: readonly GroundPoint[]): Point[] | null {
  const runs: GroundPoint[][] = [[]];
  for (const place of densified(course)) {
    if (isInPicture(projection, place)) runs.at(-1)!.push(place);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best));
  if (longest.length < 3) return null;
  return simplified(
    longest.map((place) => rounded(projection.imageOf(place)!)),
    true,
  );
}

export function isInPicture(projection: Projection, place: GroundPoint, zM = 0): boolean {
  const depth = depthM(projection, place.xM, place.yM);
  const image = depth > nearM && depth < farM ? projection.imageOf(place, zM) : null;
  return image !== null && isWithin(image, projection.pose.size);
}

function isWithin({ x, y }: Point, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

function depthM({ pose, forward }: Projection, xM: number, yM: number): number {
  return (xM - pose.xM) * forward[0] + (yM - pose.yM) * forward[1] - pose.zM * forward[2];
}

/** Straight lines on the ground are bent by the lens: they need points between. */
function densified(course: readonly GroundPoint[]): GroundPoint[] {
  return course.flatMap((from, i) => {
    const to = course[i + 1];
    if (!to) return [from];
    const pieces = Math.max(1, Math.ceil(Math.hypot(to.xM - from.xM, to.yM - from.yM) / stepM));
    return Array.from({ length: pieces }, (_, piece) => between(from, to, piece / pieces));
  });
}

/** Sutherland and Hodgman: what of a polygon lies where `side` is positive. */
function clipped<P>(points: readonly P[], side: (point: P) => number, mix: (a: P, b: P, share: number) => P): P[] {
  return points.flatMap((point, i) => {
    const before = points[(i + points.length - 1) % points.length]!;
    const [was, is] = [side(before), side(point)];
    const crossing = was > 0 !== is > 0 ? [mix(before, point, was / (was - is))] : [];
    return is > 0 ? [...crossing, point] : crossing;
  });
}

function between(a: GroundPoint, b: GroundPoint, share: number): GroundPoint {
  return { xM: a.xM + (b.xM - a.xM) * share, yM: a.yM + (b.yM - a.yM) * share };
}

function betweenPoints(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** Leaves out points that lie within half a pixel of the line between their neighbours. */
function simplified(points: readonly Point[], open = false): Point[] {
  const kept: Point[] = [];
  points.forEach((point, i) => {
    const isEnd = open && (i === 0 || i === points.length - 1);
    const before = kept.at(-1) ?? points.at(-1)!;
    const after = points[(i + 1) % points.length]!;
    if (isEnd || offLinePx(point, before, after) > 0.5) kept.push(point);
  });
  return kept;
}

function offLinePx(point: Point, a: Point, b: Point): number {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) return Math.hypot(point.x - a.x, point.y - a.y);
  return Math.abs((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)) / length;
}

function areaOf(points: readonly Point[]): number {
  return Math.abs(
    points.reduce((sum, a, i) => {
      const b = points[(i + 1) % points.length]!;
      return sum + (a.x * b.y - b.x * a.y) / 2;
    }, 0),
  );
}

export function rounded({ x, y }: Point): Point {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}
