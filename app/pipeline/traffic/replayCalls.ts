import { AppError, toAppError } from '../../base/error.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { Implementation } from '../../contracts/contract.ts';
import type { ReplayJob } from '../../contracts/replayJob.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { Stores } from '../../store/ports.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import type { StationPorts } from '../station/ports.ts';

interface ReplayWish {
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly cameras: readonly { readonly cameraId: string; readonly scene?: Scene | undefined }[];
  /** Absent: those that are saved. */
  readonly siteRules?: RulesSettings | undefined;
}

/** What windows may ask of past days: what other scenes or rules would have found in them. */
export function replayCalls({
  stores,
  startReplay,
}: Pick<StationPorts, 'stores' | 'startReplay'>): Pick<Implementation<typeof consoleContract>, 'replay'> {
  return {
    replay(wish, sink) {
      try {
        return startReplay(replayJob(wish, stores), (news) => sink.push(news));
      } catch (thrown) {
        sink.push({ state: 'failed', problem: toAppError(thrown).message });
        return () => undefined;
      }
    },
  };
}

/** @throws AppError `failed-precondition` for a camera that has no scene, neither given nor saved */
function replayJob({ fromAtMs, toAtMs, cameras, siteRules }: ReplayWish, stores: Stores): ReplayJob {
  const versions = new Map(stores.scenes.newest().map((version) => [version.cameraId, version.scene]));
  const savedRules = stores.siteRules.newest()?.rules ?? {};
  return {
    ...{ fromAtMs, toAtMs },
    cameras: cameras.map(({ cameraId, scene }) => {
      const saved = versions.get(cameraId);
      const wanted = scene ?? saved;
      if (!wanted) throw new AppError('failed-precondition', 'A camera has no scene yet: draw one on the page Scene.');
      return {
        cameraId,
        before: saved ? { scene: saved, siteRules: savedRules } : null,
        after: { scene: wanted, siteRules: siteRules ?? savedRules },
      };
    }),
  };
}
