import type { RoadView } from '../road/roadUser.ts';
import { darkBelow, flatBelow, type Observation, type ViewConditions } from './grading.ts';

/** What is noted of all elements of a camera alike. */
export type NotedInterval = Pick<
  Observation,
  'views' | 'darkViews' | 'flatViews' | 'falseViews' | 'users' | 'hiddenUsers' | 'wasClockSet'
>;

const nothing: NotedInterval = {
  ...{ views: 0, darkViews: 0, flatViews: 0, falseViews: 0, users: 0, hiddenUsers: 0, wasClockSet: false },
};

/** An interval is given out long before. */
const keptMs = 120_000;

/** How a camera saw in each interval. */
export class ViewNotes {
  readonly #lengthMs: number;
  readonly #byBegin = new Map<number, NotedInterval>();

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  add({ atMs, users }: RoadView, { picture, isViewTrue, wasClockSet }: ViewConditions): void {
    const beginAtMs = this.#beginOf(atMs);
    const noted = this.of(beginAtMs);
    this.#byBegin.set(beginAtMs, {
      views: noted.views + 1,
      darkViews: noted.darkViews + Number(picture !== null && picture.brightness < darkBelow),
      flatViews: noted.flatViews + Number(picture !== null && picture.contrast < flatBelow),
      falseViews: noted.falseViews + Number(!isViewTrue),
      users: noted.users + users.length,
      hiddenUsers: noted.hiddenUsers + users.filter(({ isFootSeen }) => isFootSeen === false).length,
      wasClockSet: noted.wasClockSet || wasClockSet,
    });
    for (const begin of this.#byBegin.keys()) {
      if (begin < beginAtMs - keptMs) this.#byBegin.delete(begin);
    }
  }

  markClockSet(atMs: number): void {
    const beginAtMs = this.#beginOf(atMs);
    this.#byBegin.set(beginAtMs, { ...this.of(beginAtMs), wasClockSet: true });
  }

  of(beginAtMs: number): NotedInterval {
    return this.#byBegin.get(beginAtMs) ?? nothing;
  }

  #beginOf(atMs: number): number {
    return Math.floor(atMs / this.#lengthMs) * this.#lengthMs;
  }
}
