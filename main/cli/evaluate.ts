import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluationOf, evaluationSums } from '../../app/track/evaluation/evaluate.ts';
import type { EvaluationSums } from '../../app/track/evaluation/evaluate.ts';
import { kittiLabels } from '../../app/track/evaluation/kittiRows.ts';
import { kittiSequence } from '../../app/track/evaluation/kittiSequence.ts';
import { motRows } from '../../app/track/evaluation/motRows.ts';
import { motSequence } from '../../app/track/evaluation/motSequence.ts';
import type { EvaluationSequence } from '../../app/track/evaluation/sequence.ts';
import { benchmarkFormatOf, readFolder, readRows } from './benchmark.ts';
import type { BenchmarkFormat } from './benchmark.ts';
import { CommandError, exitCode, failWith } from './exit.ts';
import { progressLine, writeResult } from './output.ts';

/**
 * `its evaluate --labels DIR --results DIR --format mot|kitti [--out F]`: judges result files against labels, sequence by
 * sequence and combined, as JSON. Fractions are 0..1.
 */
export async function runEvaluate(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      labels: { type: 'string' },
      results: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { labels, results, out } = values;
  const format = benchmarkFormatOf(values.format);
  if (labels === undefined || results === undefined) {
    throw new CommandError(exitCode.usage, 'Both --labels DIR and --results DIR are needed.');
  }

  const labelFiles = await labelFilesIn(labels, format);
  const progress = progressLine();
  const sums = new Map<string, EvaluationSums>();
  for (const [sequence, labelFile] of labelFiles) {
    progress.show(`${sequence} (${sums.size + 1} of ${labelFiles.length})`);
    sums.set(sequence, evaluationSums(await sequenceOf(format, labelFile, join(results, `${sequence}.txt`))));
  }
  progress.end();
  const sequences = Object.fromEntries([...sums].map(([sequence, part]) => [sequence, figuresOf([part])]));
  await writeResult({ schemaVersion: 1, format, combined: figuresOf([...sums.values()]), sequences }, out);
  return exitCode.ok;
}

async function sequenceOf(format: BenchmarkFormat, labelFile: string, resultFile: string): Promise<EvaluationSequence> {
  if (format === 'kitti') {
    const [truth, tracks] = [await readRows(labelFile, kittiLabels), await readRows(resultFile, kittiLabels)];
    return failWith(exitCode.sourceUnreadable, () => kittiSequence(truth, tracks));
  }
  const [truth, tracks] = [await readRows(labelFile, motRows), await readRows(resultFile, motRows)];
  return failWith(exitCode.sourceUnreadable, () => motSequence(truth, tracks));
}

/** `[sequence, path]` of DIR/SEQ.txt and, for MOT, DIR/SEQ/gt/gt.txt, by name. */
async function labelFilesIn(folder: string, format: BenchmarkFormat): Promise<[string, string][]> {
  const entries = await readFolder(folder);
  const found = entries.flatMap((entry): [string, string][] => {
    if (entry.isFile() && entry.name.endsWith('.txt')) {
      return [[basename(entry.name, '.txt'), join(folder, entry.name)]];
    }
    return entry.isDirectory() && format === 'mot' ? [[entry.name, join(folder, entry.name, 'gt', 'gt.txt')]] : [];
  });
  if (found.length > 0) return found.sort(([a], [b]) => (a < b ? -1 : 1));
  const layouts = format === 'mot' ? 'SEQ.txt or SEQ/gt/gt.txt' : 'SEQ.txt';
  throw new CommandError(
    exitCode.sourceUnreadable,
    `There are no labels in ${folder}. They are expected as ${layouts}.`,
  );
}

/** What is printed of a sequence or of all together. */
function figuresOf(parts: readonly EvaluationSums[]): Record<string, number> {
  const { hota, clear, identity, truthBoxes, trackBoxes } = evaluationOf(parts);
  const { hotaByAlpha: _curve, ...hotaMeans } = hota;
  const { overlapSum: _sum, ...clearFigures } = clear;
  return { ...hotaMeans, ...clearFigures, ...identity, truthBoxes, trackBoxes };
}
