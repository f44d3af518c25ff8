import { AppError } from '../../base/error.ts';
import type { Point } from '../../space/box.ts';
import type { AnalysedResult } from './analysedResult.ts';
import type { CameraTruth } from './cameraTruth.ts';

/** A line that an analysis counted on, and the true one that lies there. */
export interface SameLine {
  readonly truth: string;
  readonly result: string;
  /** The ends are exchanged: what one calls forward is backward for the other. */
  readonly isReversed: boolean;
}

interface Drawn {
  readonly name: string;
  readonly from: Point;
  readonly to: Point;
}

/** How far the ends may lie from the true ones, by the length of the true line; never less than some pixels. */
const slackShare = 0.15;
const leastSlackPx = 6;

/**
 * Which true line each line of a result is, by its place in the picture; by its name where the result does not say where
 * its lines lie. A true line lies on the road, and lifted to the middle of a car: both are its place.
 * @throws AppError `failed-precondition` for a line that lies where the truth has none, or has one of another name while
 *   its own name lies elsewhere; and for two lines at one place
 */
export function sameLines(truth: CameraTruth, { counts, lines: drawn }: AnalysedResult): SameLine[] {
  const places = truePlaces(truth);
  const known = truth.lines.map(({ name }) => name);
  const same = Object.keys(counts).map((name): SameLine => {
    const line = drawn?.find((candidate) => candidate.name === name);
    if (!line) {
      if (known.includes(name)) return { truth: name, result: name, isReversed: false };
      throw strangers(`camera ${truth.camera.name} has no counting line "${name}" (it has ${listOf(known)})`);
    }
    const there = lineAt(line, places);
    if (known.includes(name) && there?.truth !== name) {
      const own = places.find((place) => place.name === name)!;
      const other = there ? `, where the truth has "${there.truth}"` : '';
      throw strangers(`the line "${name}" lies at ${textOf(line)}${other}; in the truth it lies at ${textOf(own)}`);
    }
    if (there) return there;
    const has = places.map((place) => `${place.name} at ${textOf(place)}`);
    throw strangers(
      `camera ${truth.camera.name} has no counting line "${name}" and none at ${textOf(line)} (it has ${listOf(has)})`,
    );
  });
  for (const [at, { truth: name, result }] of same.entries()) {
    const other = same.slice(0, at).find((earlier) => earlier.truth === name);
    if (other) throw strangers(`the lines "${other.result}" and "${result}" both lie where the truth has "${name}"`);
  }
  return same;
}

/** The lines that a camera is told to count on come first; a name stands once for each of its places. */
function truePlaces({ camera, lines }: CameraTruth): Drawn[] {
  const lifted = camera.analyseArguments.flatMap((text): Drawn[] => {
    const [, name, numbers] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    const [x1, y1, x2, y2] = numbers?.split(',').map(Number) ?? [];
    if (name === undefined || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return [];
    return [{ name, from: { x: x1, y: y1 }, to: { x: x2, y: y2 } }];
  });
  return [...lifted, ...lines.map(({ name, inImage: { from, to } }) => ({ name, from, to }))];
}

/** The true line nearest to a drawn one, if it is near enough. */
function lineAt({ name: result, from, to }: Drawn, places: readonly Drawn[]): SameLine | null {
  let nearest: SameLine | null = null;
  let leastPx = Infinity;
  for (const place of places) {
    const slackPx = Math.max(leastSlackPx, slackShare * apartPx(place.from, place.to));
    for (const isReversed of [false, true]) {
      const [first, second] = isReversed ? [to, from] : [from, to];
      const offPx = Math.max(apartPx(first, place.from), apartPx(second, place.to));
      if (offPx <= slackPx && offPx < leastPx) {
        [nearest, leastPx] = [{ truth: place.name, result, isReversed }, offPx];
      }
    }
  }
  return nearest;
}

function apartPx(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function textOf({ from, to }: Drawn): string {
  return [from.x, from.y, to.x, to.y].map((pixels) => Math.round(pixels)).join(',');
}

function listOf(names: readonly string[]): string {
  return names.join('; ') || 'none';
}

function strangers(why: string): AppError {
  const text = `Truth and result do not belong together: ${why}. Count on the lines that the truth gives as analyseArguments.`;
  return new AppError('failed-precondition', text);
}
