import { rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Detection } from '../../app/detect/detection.ts';
import { kittiDetections, kittiResultLine } from '../../app/track/evaluation/kittiRows.ts';
import { motResultLine, motRows } from '../../app/track/evaluation/motRows.ts';
import type { CornerBox } from '../../app/track/evaluation/sequence.ts';
import { createTracker } from '../../app/track/tracker.ts';
import type { TrackObservation } from '../../app/track/track.ts';
import type { TrackerSettings } from '../../app/track/trackerSettings.ts';
import { benchmarkFormatOf, readRows } from './benchmark.ts';
import { CommandError, exitCode } from './exit.ts';

/**
 * PointRCNN gives most of what it ever thought of a score near 1 once its logit is squashed, so that its weak boxes would
 * be strong ones from a live detector. Nothing else differs from the tracker's defaults.
 */
const kittiTrackerSettings: Partial<TrackerSettings> = { highScoreOf: () => 0.95, lowScore: 0.5 };

/**
 * `its track FILE --format mot|kitti --fps N [--out F]`: makes tracks of a benchmark's detections of one class and
 * writes the benchmark's result lines, sorted by frame and id.
 */
export async function runTrack(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { format: { type: 'string' }, fps: { type: 'string' }, out: { type: 'string' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandError(exitCode.usage, 'Give one file of detections.');
  const format = benchmarkFormatOf(values.format);
  const fps = fpsOf(values.fps);

  const lines =
    format === 'kitti'
      ? resultLines(await readRows(file, kittiDetections), fps, {
          settings: kittiTrackerSettings,
          scoreOf: ({ score }) => score,
          lineOf: kittiResultLine,
        })
      : resultLines(await readRows(file, motRows), fps, {
          settings: {},
          scoreOf: ({ confidence }) => confidence,
          lineOf: motResultLine,
        });
  const text = lines.map((line) => `${line}\n`).join('');
  if (values.out === undefined) process.stdout.write(text);
  else {
    await writeFile(`${values.out}.part`, text);
    await rename(`${values.out}.part`, values.out);
  }
  return exitCode.ok;
}

/** What differs between the benchmarks. */
interface Benchmark<Row extends CornerBox> {
  readonly settings: Partial<TrackerSettings>;
  readonly scoreOf: (row: Row) => number;
  readonly lineOf: (trackId: number, row: Row, score: number) => string;
}

/** Result lines of a whole file of detections, in order of frame and id. */
function resultLines<Row extends CornerBox>(
  rows: readonly Row[],
  fps: number,
  { settings, scoreOf, lineOf }: Benchmark<Row>,
): string[] {
  const unitScoreOf = unitScores(rows.map(scoreOf));
  const rowOfDetection = new Map<Detection['boxInImage'], Row>();
  const found: { readonly row: Row; readonly observation: TrackObservation }[] = [];
  const tracker = createTracker(settings);
  const rowsByFrame = Map.groupBy(rows, ({ frame }) => frame);
  const lastFrame = rows.reduce((last, { frame }) => Math.max(last, frame), -1);
  for (let frame = 0; frame <= lastFrame; frame++) {
    const detections = (rowsByFrame.get(frame) ?? []).map((row) => {
      const detection = { boxInImage: boxOf(row), classId: 0, score: unitScoreOf(scoreOf(row)) };
      rowOfDetection.set(detection.boxInImage, row);
      return detection;
    });
    const { backfilled, observed } = tracker.update({ ptsMs: (frame * 1000) / fps, detections });
    for (const observation of [...backfilled, ...observed]) {
      found.push({ row: rowOfDetection.get(observation.boxInImage)!, observation });
    }
  }
  return found
    .sort((a, b) => a.row.frame - b.row.frame || a.observation.trackId - b.observation.trackId)
    .map(({ row, observation }) => lineOf(observation.trackId, row, observation.score));
}

/**
 * Scores as 0..1: as they are where all are within it; 1 where the file names none (-1 throughout); otherwise they are
 * taken for logits, as PointRCNN gives them.
 */
export function unitScores(scores: readonly number[]): (score: number) => number {
  if (scores.every((score) => score === -1)) return () => 1;
  if (scores.every((score) => score >= 0 && score <= 1)) return (score) => score;
  return (score) => 1 / (1 + Math.exp(-score));
}

function fpsOf(text: string | undefined): number {
  const fps = Number(text);
  if (text !== undefined && Number.isFinite(fps) && fps > 0 && fps <= 1000) return fps;
  const given = text === undefined ? '--fps is missing' : `The rate "${text}" is not one`;
  throw new CommandError(exitCode.usage, `${given}. Give the frames a second of the sequence, such as --fps 10.`);
}

function boxOf({ x1, y1, x2, y2 }: CornerBox): Detection['boxInImage'] {
  return { cx: (x1 + x2) / 2, cy: (y1 + y2) / 2, w: x2 - x1, h: y2 - y1 };
}
