import type { CrossingDirection } from '../../traffic/countingLine.ts';
import { type Body, cocoClassOf, type GroundPoint } from '../scene.ts';
import type { GroundLine } from '../site/demoCameras.ts';
import type { TruthCrossing } from './truthRecords.ts';

/** A directed gate on the ground: `forward` crosses from its left to its right, as seen walking from `from` to `to`. */
export interface WatchedLine extends GroundLine {
  readonly camera: string;
}

/** Crossings of road users over lines, by the centre of the footprint; every one counts, back and forth too. */
export class GroundCrossings {
  readonly #lines: readonly WatchedLine[];
  #before = new Map<number, GroundPoint>();
  #beforeMs = 0;

  constructor(lines: readonly WatchedLine[]) {
    this.#lines = lines;
  }

  /** Takes the bodies of the next step. @returns what was crossed since the last one, in order of time */
  step(timeMs: number, bodies: readonly Body[]): TruthCrossing[] {
    const crossings: TruthCrossing[] = [];
    const now = new Map<number, GroundPoint>();
    for (const body of bodies) {
      const cocoClass = cocoClassOf[body.kind];
      if (cocoClass === null) continue;
      const place = { xM: body.xM, yM: body.yM };
      now.set(body.id, place);
      const before = this.#before.get(body.id);
      if (!before) continue;
      for (const line of this.#lines) {
        const crossed = crossingOf(line, before, place);
        if (!crossed) continue;
        const atMs = this.#beforeMs + (timeMs - this.#beforeMs) * crossed.share;
        const { direction } = crossed;
        crossings.push({
          ...{
            record: 'crossing',
            camera: line.camera,
            line: line.name,
            id: body.id,
            class: cocoClass.name,
            direction,
          },
          timeMs: Math.round(atMs * 10) / 10,
        });
      }
    }
    this.#before = now;
    this.#beforeMs = timeMs;
    return crossings.sort((a, b) => a.timeMs - b.timeMs);
  }
}

/** Where between two places the line was crossed, 0..1; null if it was not. A place on the line is on its right. */
function crossingOf(
  line: GroundLine,
  before: GroundPoint,
  now: GroundPoint,
): { readonly share: number; readonly direction: CrossingDirection } | null {
  const [was, is] = [leftOf(line, before), leftOf(line, now)];
  if (was > 0 === is > 0) return null;
  const share = was / (was - is);
  const [alongX, alongY] = [line.to.xM - line.from.xM, line.to.yM - line.from.yM];
  const [x, y] = [before.xM + (now.xM - before.xM) * share, before.yM + (now.yM - before.yM) * share];
  const along = (alongX * (x - line.from.xM) + alongY * (y - line.from.yM)) / (alongX * alongX + alongY * alongY);
  return along >= 0 && along <= 1 ? { share, direction: was > 0 ? 'forward' : 'backward' } : null;
}

/** Positive on the left of the line, with y to the left of x. */
function leftOf({ from, to }: GroundLine, { xM, yM }: GroundPoint): number {
  return (to.xM - from.xM) * (yM - from.yM) - (to.yM - from.yM) * (xM - from.xM);
}
