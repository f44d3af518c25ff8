import type { Point, Size } from '../../../app/space/box.ts';
import type { GroundPoint } from '../../../app/space/ground.ts';
import type { RoadPlane } from '../../../app/space/roadPlane.ts';

const gridStepM = 5;
const sampleM = 2.5;
/** Beyond this many metres a pixel the lines of the grid run together. */
const farthestMPerPx = 0.25;
const mostLines = 80;

/** The lines of a 5 m grid on the road as pieces in the picture, as far as they can be told apart. */
export function roadGrid(plane: RoadPlane, picture: Size): Point[][] {
  const seen = visibleRoad(plane, picture);
  if (!seen) return [];
  const { fromX, toX, fromY, toY } = seen;
  const along = steps(fromX, toX).flatMap((xM) =>
    pieces(
      plane,
      picture,
      samples(fromY, toY).map((yM) => ({ xM, yM })),
    ),
  );
  const across = steps(fromY, toY).flatMap((yM) =>
    pieces(
      plane,
      picture,
      samples(fromX, toX).map((xM) => ({ xM, yM })),
    ),
  );
  return [...along, ...across];
}

function visibleRoad(plane: RoadPlane, picture: Size) {
  const ground: GroundPoint[] = [];
  for (let row = 0; row <= 24; row++)
    for (let column = 0; column <= 24; column++) {
      const image = { x: (column * picture.width) / 24, y: (row * picture.height) / 24 };
      const scale = plane.metresPerPixel(image);
      const place = plane.groundOf(image);
      if (place && scale && scale.upM <= farthestMPerPx) ground.push(place);
    }
  if (ground.length === 0) return null;
  const [xs, ys] = [ground.map(({ xM }) => xM), ground.map(({ yM }) => yM)];
  return { fromX: Math.min(...xs), toX: Math.max(...xs), fromY: Math.min(...ys), toY: Math.max(...ys) };
}

/** Multiples of 5 m within a span; of 10, 20... m where there would be too many. */
function steps(from: number, to: number): number[] {
  let step = gridStepM;
  while ((to - from) / step > mostLines) step *= 2;
  const values: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) values.push(at);
  return values;
}

function samples(from: number, to: number): number[] {
  const step = Math.max(sampleM, (to - from) / 400);
  const values: number[] = [];
  for (let at = from; at < to; at += step) values.push(at);
  return [...values, to];
}

function pieces(plane: RoadPlane, picture: Size, line: readonly GroundPoint[]): Point[][] {
  const found: Point[][] = [];
  let piece: Point[] = [];
  for (const ground of line) {
    const image = plane.imageOf(ground);
    if (image && isNear(plane, picture, image)) piece.push(image);
    else piece = [];
    if (piece.length === 2) found.push(piece);
  }
  return found;
}

function isNear(plane: RoadPlane, { width, height }: Size, image: Point): boolean {
  // A little beyond the edges, so that lines end there and not before.
  const outside = image.x < -0.2 * width || image.x > 1.2 * width || image.y < -0.2 * height || image.y > 1.2 * height;
  return !outside && (plane.metresPerPixel(image)?.upM ?? Number.POSITIVE_INFINITY) <= farthestMPerPx;
}

/** The surface of a lane in the picture: its middle widened on the road; empty where it leaves the road. */
export function laneRibbon(plane: RoadPlane, course: readonly Point[], widthM: number): Point[] {
  const ground = course.map((point) => plane.groundOf(point));
  if (ground.some((place) => place === null)) return [];
  const places = ground as GroundPoint[];
  const edge = (side: 1 | -1): (Point | null)[] =>
    places.map((place, at) => {
      const before = places[at - 1] ?? place;
      const next = places[at + 1] ?? place;
      const length = Math.hypot(next.xM - before.xM, next.yM - before.yM);
      if (length === 0) return null;
      const [leftX, leftY] = [-(next.yM - before.yM) / length, (next.xM - before.xM) / length];
      const by = (side * widthM) / 2;
      return plane.imageOf({ xM: place.xM + leftX * by, yM: place.yM + leftY * by });
    });
  const ring = [...edge(1), ...edge(-1).toReversed()];
  return ring.some((point) => point === null) ? [] : (ring as Point[]);
}
