import { z } from 'zod';
import type { Box } from '../../space/box.ts';
import { type GroundPoint, turnRad } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { CrossedLines, type LineCrossing } from '../road/crossedLines.ts';
import { isOneBox } from '../road/oneBox.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { SignalMemory, stopsOnGround } from '../road/stopLines.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Red must have shown for longer when the front comes over the line. */
  graceS: z.number().min(0).max(5).default(0.5),
  fasterThanKmh: speedKmh(8),
  /** It must go on so far beyond the line, metres: a box that trembles at the line has not crossed it. */
  beyondM: lengthM(5),
});

/** Who is farther to the side than it has come forward, and this, turned before the line, or is another one. */
const turnsWithinM = 4;
/** Who leapt since it came over the line, or so shortly before, did not drive over it. */
const leaptOverMs = 1000;
/** Within this it must have gone on. */
const confirmedWithinMs = 8000;

interface Pending {
  readonly crossing: LineCrossing;
  readonly from: GroundPoint;
  readonly intoRedS: number;
  readonly headId: string;
  readonly atMs: number;
  /** Where traffic goes over the line. */
  readonly headingRad: number;
  last: { readonly box: Box; readonly atMs: number };
}

/** A vehicle that crosses a stop line while its signal shows red. */
export const redLight: Rule<typeof settings> = {
  name: 'red-light',
  what: 'A vehicle comes over a stop line while the signal shows red, later than the grace time, and drives on.',
  settings,
  lacks: ({ scene }) =>
    scene.calibration && scene.stopLines.some(({ control }) => control.kind === 'signal')
      ? null
      : 'It needs a calibration and a stop line with a signal.',
  start(compiled, limits) {
    const lines = compiled.scene.stopLines.filter(({ control }) => control.kind === 'signal');
    const headings = new Map(stopsOnGround(compiled).map(({ line, headingRad }) => [line.id, headingRad]));
    return new RedLightRun(new CrossedLines(lines, 0), headings, limits);
  },
};

class RedLightRun {
  readonly #crossed: CrossedLines;
  readonly #headings: ReadonlyMap<string, number>;
  readonly #limits: z.output<typeof settings>;
  readonly #signals = new SignalMemory();
  readonly #recent = new RecentFindings();
  readonly #pending = new Map<number, Pending>();

  constructor(crossed: CrossedLines, headings: ReadonlyMap<string, number>, limits: z.output<typeof settings>) {
    this.#crossed = crossed;
    this.#headings = headings;
    this.#limits = limits;
  }

  step(view: RoadView): readonly Finding[] {
    this.#signals.step(view.signals, view.atMs);
    for (const crossing of this.#crossed.step(view)) this.#suspect(crossing, view.atMs);
    if (this.#pending.size > 0) this.#confirm(view);
    return this.#recent.at(view.atMs);
  }

  #suspect(crossing: LineCrossing, atMs: number): void {
    const { control } = crossing.line;
    const { trackId, ground, boxInImage: box, isFootSeen } = crossing.user;
    // Where it is a guess it lies too far back: who waits beyond the line, covered by the next one, is not over it yet.
    if (isFootSeen === false) return;
    const redSinceAtMs = control.kind === 'signal' ? this.#signals.redSinceAtMs(control.signalHeadId) : null;
    const headingRad = this.#headings.get(crossing.line.id);
    if (control.kind !== 'signal' || redSinceAtMs === null || !ground || headingRad === undefined) return;
    const intoRedS = (crossing.frontAtMs - redSinceAtMs) / 1000;
    if (intoRedS <= this.#limits.graceS) return;
    const { signalHeadId: headId } = control;
    this.#pending.set(trackId, { crossing, from: ground, intoRedS, headId, atMs, headingRad, last: { box, atMs } });
  }

  /**
   * It goes on beyond the line while red still shows, or without a pause: one whose box trembled over the line, or that
   * crept over it, and goes on at green has not run it.
   */
  #confirm({ users, atMs }: RoadView): void {
    const { beyondM, fasterThanKmh } = this.#limits;
    for (const user of users) {
      const one = this.#pending.get(user.trackId);
      if (!one) continue;
      const way = wayOf(one, user);
      const hasLeapt = (user.leaptAtMs ?? Number.NEGATIVE_INFINITY) > one.atMs - leaptOverMs;
      const isOne = !hasLeapt && isOneBox(one.last.box, user.boxInImage, atMs - one.last.atMs);
      one.last = { box: user.boxInImage, atMs };
      if (!isOne || (way && Math.abs(way.asideM) > way.aheadM + turnsWithinM)) {
        this.#pending.delete(user.trackId);
        continue;
      }
      if (!way || !user.motion || user.isFootSeen === false) continue;
      if (way.aheadM < beyondM || turnRad(user.motion.headingRad, one.headingRad) > Math.PI / 2) continue;
      const isFast = user.motion.speedMps * 3.6 >= fasterThanKmh;
      const wentOn = atMs - one.atMs <= (beyondM / (fasterThanKmh / 3.6)) * 1000;
      if (!isFast || !(wentOn || this.#signals.redSinceAtMs(one.headId) !== null)) continue;
      this.#pending.delete(user.trackId);
      this.#recent.add(findingOf(user, one, this.#limits), atMs);
    }
    for (const [trackId, one] of this.#pending) {
      if (atMs - one.atMs > confirmedWithinMs) this.#pending.delete(trackId);
    }
  }
}

/** How far it has come beyond the line since it was over it, and to the side; `null` where its place is not known. */
function wayOf({ from, headingRad }: Pending, { ground }: RoadUser) {
  if (!ground) return null;
  const [dx, dy] = [ground.xM - from.xM, ground.yM - from.yM];
  const [x, y] = [Math.cos(headingRad), Math.sin(headingRad)];
  return { aheadM: dx * x + dy * y, asideM: dy * x - dx * y };
}

function findingOf(user: RoadUser, one: Pending, limits: z.output<typeof settings>): Finding {
  return userFinding(user, {
    type: 'red-light',
    severity: 'high',
    beganAtMs: one.crossing.frontAtMs,
    evidence: [
      { what: 'time into red', value: one.intoRedS, limit: limits.graceS, unit: 's' },
      { what: 'speed', value: user.motion!.speedMps * 3.6, limit: limits.fasterThanKmh, unit: 'km/h' },
    ],
  });
}
