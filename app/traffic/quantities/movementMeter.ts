import type { RoadView } from '../road/roadUser.ts';
import type { MeasuredElement } from './interval.ts';
import type { Ledger } from './ledger.ts';
import type { LinePassage } from './lineMeter.ts';
import { addCount } from './spotSums.ts';

interface Journey {
  className: string;
  readonly lineIds: string[];
}

/** Which lines each road user crossed first and last, over the whole view; booked when its track ends. */
export class MovementMeter {
  readonly #ledger: Ledger;
  readonly #element: MeasuredElement;
  readonly #journeys = new Map<number, Journey>();
  readonly #counted = new Set<number>();

  constructor(cameraId: string, ledger: Ledger) {
    this.#ledger = ledger;
    this.#element = cameraElement(cameraId);
  }

  observe(view: RoadView, stepMs: number, passages: readonly LinePassage[]): void {
    this.#ledger.spread(this.#element, view.atMs - stepMs, view.atMs, (sums, share) => {
      sums.observedMs += share * stepMs;
    });
    for (const { trackId, className, hasMoved } of view.users) {
      if (!hasMoved || this.#counted.has(trackId)) continue;
      this.#counted.add(trackId);
      addCount(this.#ledger.at(this.#element, view.atMs), className, 'forward');
    }
    this.add(passages);
    for (const trackId of view.ended) this.#end(trackId, view.atMs);
  }

  add(passages: readonly LinePassage[]): void {
    for (const { lineId, user } of passages) {
      const journey = this.#journeys.get(user.trackId) ?? { className: user.className, lineIds: [] };
      journey.className = user.className;
      journey.lineIds.push(lineId);
      this.#journeys.set(user.trackId, journey);
    }
  }

  /** Books who is still under way. */
  endAll(atMs: number): void {
    for (const trackId of this.#journeys.keys()) this.#end(trackId, atMs);
    this.#counted.clear();
  }

  #end(trackId: number, atMs: number): void {
    this.#counted.delete(trackId);
    const journey = this.#journeys.get(trackId);
    if (!journey) return;
    this.#journeys.delete(trackId);
    const sums = this.#ledger.at(this.#element, atMs);
    const { className, lineIds } = journey;
    if (lineIds.length === 1) {
      sums.unmatched++;
      return;
    }
    const ofPair = (sums.movements[`${lineIds[0]}>${lineIds.at(-1)}`] ??= {});
    ofPair[className] = (ofPair[className] ?? 0) + 1;
  }
}

export function cameraElement(cameraId: string): MeasuredElement {
  return { kind: 'camera', id: cameraId };
}
