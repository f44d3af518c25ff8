import { AppError } from '../../base/error.ts';
import type { AnalysedResult } from './analysedResult.ts';
import { type ClassScore, scoreBoxes, scoreTracks } from './boxScore.ts';
import type { CameraTruth } from './cameraTruth.ts';
import { type FoundBox, type JudgedFrame, judgedFrame } from './framePairs.ts';
import { type IncidentScore, scoreIncidents } from './incidentScore.ts';
import { type LineScores, scoreLines } from './lineScore.ts';

/** How well an analysis met the truth; shares 0..1. */
export interface Score {
  readonly schemaVersion: 1;
  readonly camera: string;
  readonly counts: LineScores;
  /** null: the result has no paths (`--no-paths`), so that nothing is known of its boxes. */
  readonly boxes: {
    /** Steps that were looked at: all of them, or those in which the result has a box when it analysed only some. */
    readonly steps: number;
    readonly byClass: Readonly<Record<string, ClassScore>>;
    readonly tracks: Readonly<Record<string, number>>;
  } | null;
  /** null: the analysis had no scene. */
  readonly incidents: IncidentScore | null;
}

/** @throws AppError `failed-precondition` with one sentence when the two do not belong together */
export function scoreOf(truth: CameraTruth, result: AnalysedResult): Score {
  refuseStrangers(truth, result);
  const frames = framesOf(truth, result);
  return {
    schemaVersion: 1,
    camera: truth.camera.name,
    counts: scoreLines(truth, result),
    boxes: frames && { steps: frames.length, byClass: scoreBoxes(frames), tracks: scoreTracks(frames) },
    incidents: result.incidents ? scoreIncidents(truth, truth.incidents, result.incidents) : null,
  };
}

/** Containers round times and lengths; a film of another length differs by more. */
const lengthSlackMs = 500;

function refuseStrangers({ header, camera }: CameraTruth, { source, tracks, frames }: AnalysedResult): void {
  const refuse = (why: string): never => {
    const text = `Truth and result do not belong together: ${why}. Analyse the film that was written with this truth.`;
    throw new AppError('failed-precondition', text);
  };
  const { width, height } = camera.size;
  if (source.width !== width || source.height !== height) {
    refuse(`camera ${camera.name} has ${width}x${height} pixels, the result ${source.width}x${source.height}`);
  }
  const filmMs = header.steps * header.stepMs;
  const lastMs = tracks.reduce((last, { lastPtsMs }) => Math.max(last, lastPtsMs), 0);
  if (lastMs >= filmMs || frames.analysed > header.steps) {
    const seconds = Math.max(lastMs, frames.analysed * header.stepMs) / 1000;
    refuse(`the film ends at ${filmMs / 1000} s, the result goes on to ${seconds.toFixed(1)} s`);
  }
  if (Math.abs(source.durationMs - filmMs) > lengthSlackMs) {
    refuse(`the film is ${filmMs / 1000} s long, the analysed one ${source.durationMs / 1000} s`);
  }
}

/** The analysed frames with what is true and what was found in them; null when the result has no boxes. */
function framesOf({ header, seen }: CameraTruth, { tracks, frames }: AnalysedResult): JudgedFrame[] | null {
  if (tracks.some(({ path }) => path === undefined)) return null;
  const found = new Map<number, FoundBox[]>();
  for (const { trackId, class: name, path = [] } of tracks) {
    for (const [ptsMs, cx, cy, w, h] of path) {
      const step = Math.round(ptsMs / header.stepMs);
      const there = found.get(step) ?? [];
      found.set(step, there);
      // Two frames that round to one step give a track twice; one step has one truth.
      if (!there.some((box) => box.trackId === trackId)) {
        there.push({ trackId, class: name, boxInImage: { cx, cy, w, h } });
      }
    }
  }
  const isEveryStep = frames.analysed === header.steps;
  return seen.flatMap((users, step) =>
    isEveryStep || found.has(step) ? [judgedFrame(step, users, found.get(step) ?? [])] : [],
  );
}
