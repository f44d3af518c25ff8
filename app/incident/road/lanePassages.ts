import type { GroundPoint } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledLane } from '../../traffic/scene/compiledScene.ts';
import type { Carriageway } from './carriageways.ts';

/** A place of a lane and who passed it. */
interface Station {
  readonly atM: number;
  /** The same cross-section in the other lanes: indexes of their stations by lane. */
  readonly section: number;
  passed: number;
  lastAtMs: number;
  /** Who passed the section in the other lanes since anybody passed here. */
  besideSince: number;
}

export interface EmptyStation {
  readonly atM: number;
  readonly lastAtMs: number;
  readonly besideSince: number;
  /** So many beside it make chance unlikely enough. */
  readonly besideLimit: number;
}

const everyM = 10;
/** Who is seen again farther on than this may be another one. */
const longestStepM = 60;

/** Who passes which cross-section of a carriageway in which lane. */
export class LanePassages {
  readonly #stations = new Map<string, Station[]>();
  /** Passages of each section in all lanes. */
  readonly #sectionPassed: number[] = [];
  readonly #last = new Map<
    number,
    { readonly lane: CompiledLane; readonly atM: number; readonly ground: GroundPoint }
  >();

  constructor({ lanes }: Carriageway) {
    const [first] = lanes;
    for (const lane of lanes) this.#stations.set(lane.id, []);
    const course = first!.courseOnGround;
    for (let atM = everyM / 2; atM < course.lengthM; atM += everyM) {
      const ground = course.at(atM);
      const places = lanes.map((lane) => ({ lane, place: lane.courseOnGround.placeOf(ground) }));
      const section = this.#sectionPassed.push(0) - 1;
      for (const { lane, place } of places) {
        if (!place) continue;
        const station = { atM: place.atM, section, passed: 0, lastAtMs: Number.NEGATIVE_INFINITY, besideSince: 0 };
        this.#stations.get(lane.id)!.push(station);
      }
    }
  }

  step({ users, ended, atMs }: RoadView): void {
    for (const trackId of ended) this.#last.delete(trackId);
    for (const user of users) {
      if (user.group !== 'vehicle' || !user.inLane) continue;
      if (this.#stations.has(user.inLane.lane.id)) this.#pass(user, atMs);
    }
  }

  /** Stations of the longest stretch that nobody passes any more although many pass beside it, in order. */
  emptyStations(
    laneId: string,
    atMs: number,
    limits: { readonly dwellS: number; readonly chance: number; readonly learnVehicles: number },
  ): EmptyStation[] {
    let longest: EmptyStation[] = [];
    let run: EmptyStation[] = [];
    for (const station of this.#stations.get(laneId) ?? []) {
      const { atM, lastAtMs, besideSince, passed, section } = station;
      const isQuiet = passed >= limits.learnVehicles && atMs - lastAtMs >= limits.dwellS * 1000;
      const besideLimit = isQuiet
        ? besideLimitOf(passed, this.#sectionPassed[section]! - besideSince, limits.chance)
        : 0;
      if (isQuiet && besideSince >= besideLimit) run.push({ atM, lastAtMs, besideSince, besideLimit });
      else if (run.length > 0) run = [];
      if (run.length > longest.length) longest = run;
    }
    return longest;
  }

  #pass({ trackId, ground, inLane }: RoadUser, atMs: number): void {
    const { lane, atM } = inLane!;
    const last = this.#last.get(trackId);
    if (last?.lane === lane && atM <= last.atM) return;
    this.#last.set(trackId, { lane, atM, ground: ground! });
    if (!last) return;
    // Who changes lanes on the way passes too, in the lane it comes to.
    const fromM = last.lane === lane ? last.atM : lane.courseOnGround.placeOf(last.ground)?.atM;
    if (fromM === undefined || atM - fromM > longestStepM) return;
    for (const station of this.#stations.get(lane.id)!) {
      if (station.atM <= fromM || station.atM > atM) continue;
      station.passed++;
      station.lastAtMs = atMs;
      station.besideSince = 0;
      this.#sectionPassed[station.section]!++;
      for (const [laneId, others] of this.#stations) {
        if (laneId === lane.id) continue;
        const beside = others.find(({ section }) => section === station.section);
        if (beside) beside.besideSince++;
      }
    }
  }
}

/** How many must pass beside a lane that takes its usual share, until its emptiness is that unlikely. */
function besideLimitOf(passed: number, passedInAll: number, chance: number): number {
  const share = Math.min(0.95, passed / Math.max(passed + 1, passedInAll));
  return Math.ceil(Math.log(chance) / Math.log(1 - share));
}
