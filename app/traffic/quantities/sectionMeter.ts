import { distanceM } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../road/roadUser.ts';
import type { CompiledScene } from '../scene/compiledScene.ts';
import type { SceneSection } from '../scene/scene.ts';
import type { MeasuredElement } from './interval.ts';
import type { Ledger } from './ledger.ts';
import { type LinePassage, measuredLines } from './lineMeter.ts';
import { addCount } from './spotSums.ts';

interface Section extends SceneSection {
  readonly element: MeasuredElement;
  readonly lengthM: number;
  /** Vehicles between its two lines, and who went through. */
  readonly inside: Map<number, Journey>;
  /** Travel times of the newest traversals, seconds. */
  readonly newest: number[];
}

interface Journey {
  readonly enteredAtMs: number;
  stoppedMs: number;
  seenAtMs: number;
}

const stoppedBelowMps = 5 / 3.6;
/** Without a speed limit, the free travel time is that of the fastest tenth of so many vehicles. */
const [rememberedTravels, freeShare] = [100, 0.1];
/** Who has not come out by then has gone elsewhere, ms. */
const longestJourneyMs = 1_800_000;

/** Travel time, delay, stopped time and Edie's sums between two lines. */
export class SectionMeter {
  readonly #ledger: Ledger;
  readonly #sections: readonly Section[];

  constructor(scene: CompiledScene, ledger: Ledger) {
    this.#ledger = ledger;
    this.#sections = scene.scene.sections.map((section) => ({
      ...section,
      element: sectionElement(section.id),
      lengthM: lengthOf(section, scene),
      inside: new Map(),
      newest: [],
    }));
  }

  /** @param passages that this view completed */
  observe(view: RoadView, stepMs: number, passages: readonly LinePassage[]): void {
    for (const section of this.#sections) {
      for (const user of view.users) follow(section, user, view.atMs);
      for (const passage of passages) this.#pass(section, passage);
      for (const trackId of view.ended) section.inside.delete(trackId);
      for (const [trackId, { enteredAtMs }] of section.inside) {
        if (view.atMs - enteredAtMs > longestJourneyMs) section.inside.delete(trackId);
      }
      this.#ledger.spread(section.element, view.atMs - stepMs, view.atMs, (sums, share) => {
        sums.observedMs += share * stepMs;
        sums.areaMS += (section.lengthM * share * stepMs) / 1000;
      });
    }
  }

  restart(): void {
    for (const { inside } of this.#sections) inside.clear();
  }

  #pass(section: Section, { lineId, atMs, user }: LinePassage): void {
    if (user.group !== 'vehicle') return;
    if (lineId === section.fromLineId) {
      section.inside.set(user.trackId, { enteredAtMs: atMs, stoppedMs: 0, seenAtMs: atMs });
      return;
    }
    const journey = lineId === section.toLineId ? section.inside.get(user.trackId) : undefined;
    if (!journey) return;
    section.inside.delete(user.trackId);
    const travelS = (atMs - journey.enteredAtMs) / 1000;
    if (travelS <= 0) return;
    this.#ledger.spread(section.element, journey.enteredAtMs, atMs, (sums, share) => {
      sums.spentS += share * travelS;
      sums.drivenM += share * section.lengthM;
    });
    const sums = this.#ledger.at(section.element, atMs);
    addCount(sums, user.className, 'forward');
    sums.travelN++;
    sums.travelSumS += travelS;
    sums.delaySumS += Math.max(0, travelS - freeTravelS(section, user, travelS));
    sums.stoppedSumS += journey.stoppedMs / 1000;
  }
}

export function sectionElement(id: string): MeasuredElement {
  return { kind: 'section', id };
}

function follow({ inside }: Section, { trackId, motion, stillSinceAtMs }: RoadUser, atMs: number): void {
  const journey = inside.get(trackId);
  if (!journey) return;
  const isStopped = motion ? motion.speedMps < stoppedBelowMps : stillSinceAtMs !== null;
  if (isStopped) journey.stoppedMs += Math.max(0, atMs - journey.seenAtMs);
  journey.seenAtMs = atMs;
}

/** At the lane's limit; without one, as the fastest tenth drove lately. */
function freeTravelS({ newest, lengthM }: Section, { inLane }: RoadUser, travelS: number): number {
  newest.push(travelS);
  if (newest.length > rememberedTravels) newest.shift();
  const limitKmh = inLane?.lane.limitKmh;
  if (limitKmh) return lengthM / (limitKmh / 3.6);
  return [...newest].sort((a, b) => a - b)[Math.floor(newest.length * freeShare)]!;
}

/** From the middle of one line to the middle of the other; along a lane that both cross, where there is one. */
function lengthOf({ fromLineId, toLineId }: SceneSection, scene: CompiledScene): number {
  const [from, to] = [fromLineId, toLineId].map((id) => {
    const line = measuredLines(scene).find((candidate) => candidate.id === id);
    return line && scene.plane?.groundOf({ x: (line.from.x + line.to.x) / 2, y: (line.from.y + line.to.y) / 2 });
  });
  if (!from || !to) return 0;
  for (const { courseOnGround, widthM } of scene.lanes) {
    const [a, b] = [courseOnGround.placeOf(from), courseOnGround.placeOf(to)];
    if (a && b && Math.abs(a.leftM) < widthM && Math.abs(b.leftM) < widthM) return Math.abs(b.atM - a.atM);
  }
  return distanceM(from, to);
}
