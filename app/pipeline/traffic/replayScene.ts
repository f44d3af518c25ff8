import { type Clock, sleep } from '../../base/clock.ts';
import type { ReplayReport } from '../../contracts/trafficCalls.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import type { Stores } from '../../store/ports.ts';
import { compareIncidents, framesOf } from './replay.ts';
import { ReplayedScene } from './replayTracks.ts';
import { storedTracks } from './storedTracks.ts';

const dayMs = 86_400_000;
const mostListed = 500;
/** The station's other work gets its turn between pieces of a replay: on a busy road these take about 20 ms. */
const framesATurn = 50;

interface ReplayWish {
  readonly cameraId: string;
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly scene: Scene;
  /** Rules of the site that are not saved either; absent: those that are. */
  readonly siteRules?: RulesSettings | undefined;
}

/**
 * What a scene that is not saved would have made of the stored tracks, beside what the saved one makes of them: both are
 * run, so that only the scenes, or the rules of the site, differ.
 */
export async function replayScene(
  { cameraId, fromAtMs, toAtMs, scene, siteRules }: ReplayWish,
  stores: Stores,
  clock: Clock,
): Promise<ReplayReport> {
  const saved = stores.scenes.newest().find((version) => version.cameraId === cameraId);
  const savedRules = stores.siteRules.newest()?.rules ?? {};
  const before = saved ? new ReplayedScene(cameraId, saved.scene, savedRules) : null;
  const after = new ReplayedScene(cameraId, scene, siteRules ?? savedRules);
  const days = new Set<number>();
  let tracks = 0;
  function* counted() {
    for (const track of storedTracks(stores.tracks, cameraId, fromAtMs, toAtMs)) {
      tracks++;
      days.add(Math.floor(track.firstAtMs / dayMs));
      yield track;
    }
  }
  let frames = 0;
  for (const frame of framesOf(cameraId, counted())) {
    before?.take(frame);
    after.take(frame);
    if (++frames % framesATurn === 0) await sleep(clock, 0);
  }
  const { fresh, lost, shifted, unchanged } = compareIncidents(before?.end() ?? [], after.end());
  const spanDays = Math.max(1, Math.ceil((toAtMs - fromAtMs) / dayMs));
  return {
    ...{ fromAtMs, toAtMs, tracks, unchanged },
    emptyDays: Math.max(0, spanDays - days.size),
    fresh: fresh.slice(0, mostListed),
    lost: lost.slice(0, mostListed),
    shifted: shifted.slice(0, mostListed),
  };
}
