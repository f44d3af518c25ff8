import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Log } from '../../app/base/log.ts';
import { sceneRuleProblems } from '../../app/incident/ruleProblems.ts';
import { layeredRules, type RulesSettings } from '../../app/incident/settings.ts';
import { readableRules } from '../../app/store/readableRules.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import { replayInThreads } from '../replay/replayThreads.ts';
import { loadKey } from '../secrets/keyFile.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { lockFolder } from '../store/folderLock.ts';
import { openSqliteStores } from '../store/sqliteStores.ts';
import { CommandError, exitCode } from './exit.ts';
import { progressLine, writeResult } from './output.ts';
import { readRulesFile } from './rulesFile.ts';

/**
 * `its replay --data DIR --from T --to T [--rules R.json] [--out F]`: the rules over the stored tracks of a station that
 * does not run, as many cameras at once as there are cores but one.
 */
export async function runReplay(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      ...{ data: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
      ...{ rules: { type: 'string' }, out: { type: 'string' } },
    },
  });
  if (values.data === undefined) throw usage('Name the data folder of the station with --data DIR.');
  const folder = resolve(values.data);
  if (!existsSync(join(folder, 'station.db'))) throw usage(`There is no station in ${folder}: it has no station.db.`);
  const [fromAtMs, toAtMs] = [timeOf('--from', values.from), timeOf('--to', values.to)];
  if (toAtMs <= fromAtMs) throw usage('--to must be later than --from.');
  const rules = values.rules === undefined ? {} : await readRulesFile(values.rules);

  const lock = lockFolder(folder, 1000);
  try {
    const stores = openSqliteStores(folder, secretBox(loadKey(folder, Date.now())), Date.now(), randomUUID);
    const readable = readableRules(stores, warnings);
    const versions = readable.scenes.newest();
    const siteRules = readable.siteRules.newest()?.rules ?? {};
    if (versions.length === 0) {
      throw new CommandError(
        exitCode.failed,
        'No camera of this station has a scene; draw one on the page Scene first.',
      );
    }
    const progress = progressLine();
    const cameras = versions.map(({ cameraId, scene }) => ({
      cameraId,
      before: null,
      after: { scene: withRules(scene, rules, siteRules), siteRules },
    }));
    const found = await replayInThreads(
      stores.tracksFile,
      { fromAtMs, toAtMs, cameras },
      ({ share, tracks }) => progress.show(`${Math.floor(100 * share)} %, ${tracks} tracks replayed`),
      // The station does not run: every core is free.
      availableParallelism(),
    );
    progress.end();
    stores.close();
    const tracks = found.reduce((sum, one) => sum + one.tracks, 0);
    const incidents = found.flatMap(({ after }) => after);
    const span = { from: new Date(fromAtMs).toISOString(), to: new Date(toAtMs).toISOString() };
    await writeResult({ schemaVersion: 1, ...span, cameras: versions.length, tracks, incidents }, values.out);
  } finally {
    lock.release();
  }
  return exitCode.ok;
}

/** What was left out of the stored rules, a line each on stderr. */
const warnings: Log = {
  log: (_level, message, fields) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
  with: () => warnings,
};

/** The rules given go before those of the scene, and these before those of the site. */
function withRules(scene: Scene, rules: RulesSettings, siteRules: RulesSettings): Scene {
  const joined = { ...scene, rules: layeredRules(scene.rules, rules) };
  const [problem] = sceneRuleProblems(joined, siteRules);
  if (problem !== undefined) throw usage(problem);
  return joined;
}

/** ISO 8601, with offset or local. */
function timeOf(name: string, text: string | undefined): number {
  const atMs = text === undefined ? Number.NaN : Date.parse(text);
  if (!Number.isFinite(atMs)) throw usage(`${name}: write a time such as 2026-03-01T06:00 or 2026-03-01T06:00:00Z.`);
  return atMs;
}

function usage(text: string): CommandError {
  return new CommandError(exitCode.usage, text);
}
