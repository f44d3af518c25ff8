import type { PastValue } from './anomaly.ts';

const hourMs = 3_600_000;
const hoursOfWeek = 168;
/** Traffic of longer ago is that of another season. */
export const weeksLookedBack = 8;

/** Hours of local time, counted: the same hour a week before is 168 less, on whatever side of a clock change. */
const localHour = (atMs: number): number => Math.floor((atMs - new Date(atMs).getTimezoneOffset() * 60_000) / hourMs);

/** Values by the local hour they begin in, to be asked for the same hour of the weeks before. */
export class SameHour {
  readonly #byHour = new Map<number, Omit<PastValue, 'weeksAgo'>[]>();

  add(beginAtMs: number, value: number, error: number): void {
    const hour = localHour(beginAtMs);
    const values = this.#byHour.get(hour);
    if (values) values.push({ value, error });
    else this.#byHour.set(hour, [{ value, error }]);
  }

  /** All values of that hour in the eight weeks before the one that `atMs` lies in. */
  before(atMs: number): PastValue[] {
    const hour = localHour(atMs);
    return Array.from({ length: weeksLookedBack }, (_, at) => at + 1).flatMap((weeksAgo) =>
      (this.#byHour.get(hour - weeksAgo * hoursOfWeek) ?? []).map((past) => ({ weeksAgo, ...past })),
    );
  }
}
