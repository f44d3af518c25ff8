import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { toAppError } from '../../app/base/error.ts';
import { type AnalysedResult, parseAnalysedResult } from '../../app/demo/truth/analysedResult.ts';
import { type CameraTruth, CameraTruthBuilder } from '../../app/demo/truth/cameraTruth.ts';
import { scoreOf } from '../../app/demo/truth/score.ts';
import { readTruth } from '../demo/readTruth.ts';
import { CommandError, exitCode, failWith } from './exit.ts';
import { writeResult } from './output.ts';
import { scoreTable } from './scoreTable.ts';

/**
 * `its score --truth T.jsonl --result R.json [--camera NAME] [--out F]`: what an analysis is worth beside the truth of
 * the film it analysed, as JSON; the same in short on stderr.
 */
export async function runScore(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      truth: { type: 'string' },
      result: { type: 'string' },
      camera: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { truth: truthFile, result: resultFile, camera, out } = values;
  if (truthFile === undefined || resultFile === undefined) {
    throw new CommandError(exitCode.usage, 'Both --truth T.jsonl and --result R.json are needed.');
  }
  const result = await failWith(exitCode.sourceUnreadable, () => resultOf(resultFile));
  const truth = await failWith(exitCode.sourceUnreadable, () => truthOf(truthFile, camera));
  const score = scoreOf(truth, result);
  process.stderr.write(scoreTable(score));
  await writeResult(score, out);
  return exitCode.ok;
}

async function resultOf(path: string): Promise<AnalysedResult> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const code = String((cause as { code?: unknown }).code);
    const what = code === 'ENOENT' ? 'does not exist. Check the path.' : `cannot be read (${code}).`;
    throw new CommandError(exitCode.sourceUnreadable, `${path} ${what}`, { cause });
  });
  return parseAnalysedResult(text);
}

async function truthOf(path: string, camera: string | undefined): Promise<CameraTruth> {
  const builder = new CameraTruthBuilder(camera);
  await readTruth(path, (record) => {
    try {
      builder.add(record);
    } catch (thrown) {
      // The file is in order; the camera that was asked for is not in it.
      throw new CommandError(exitCode.usage, toAppError(thrown).message, { cause: thrown });
    }
  });
  return builder.build();
}
