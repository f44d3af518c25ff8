import { turnRad } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';

interface Course {
  headingRad: number;
  sinceAtMs: number;
  lastAtMs: number;
}

/** Within this of the direction it had, for so long, it drives straight on. */
const straightRad = Math.PI / 20;
const straightForMs = 1200;
const leastMps = 2;

/** Who drives straight on: only then does its present movement say where it will be. */
export class StraightDrivers {
  readonly #courses = new Map<number, Course>();

  step({ users, ended, atMs }: RoadView): void {
    for (const trackId of ended) this.#courses.delete(trackId);
    for (const { trackId, motion, isFootSeen } of users) {
      // Where its places were guessed, so was its direction.
      if (!motion || motion.speedMps < leastMps || isFootSeen === false) {
        this.#courses.delete(trackId);
        continue;
      }
      const course = this.#courses.get(trackId);
      if (course && turnRad(course.headingRad, motion.headingRad) < straightRad) course.lastAtMs = atMs;
      else this.#courses.set(trackId, { headingRad: motion.headingRad, sinceAtMs: atMs, lastAtMs: atMs });
    }
  }

  isStraight({ trackId }: RoadUser): boolean {
    const course = this.#courses.get(trackId);
    return course !== undefined && course.lastAtMs - course.sinceAtMs >= straightForMs;
  }
}
