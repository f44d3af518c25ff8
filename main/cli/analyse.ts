import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Reason } from '../../app/camera/cameraState.ts';
import { refusal } from '../../app/camera/reasonText.ts';
import { isRecording, parseSource, type ParsedSource } from '../../app/camera/sourceUrl.ts';
import { defaultScores, findableClasses } from '../../app/detect/classFilter.ts';
import { AnalysisResult } from '../../app/pipeline/analysisResult.ts';
import { detectorFilter, roadTracker } from '../../app/pipeline/roadTracker.ts';
import { SceneAnalysis } from '../../app/pipeline/traffic/sceneAnalysis.ts';
import { countingLine } from '../../app/traffic/countingLine.ts';
import type { Size } from '../../app/space/box.ts';
import { modelJobOf } from '../inference/modelFolder.ts';
import { importModel } from '../inference/modelImport.ts';
import { platformClock } from '../platformClock.ts';
import { findFfmpeg } from '../sources/ffmpegPath.ts';
import { openSession } from '../sources/ffmpegSession.ts';
import { relayOpener } from '../sources/openRelay.ts';
import { probeFile } from '../sources/probeFile.ts';
import { recordingPath } from '../sources/recordingPath.ts';
import type { FrameTarget, StreamFormat } from '../sources/source.ts';
import { CpuMeter } from '../vision/cpuMeter.ts';
import { startInferenceThread } from '../vision/inferenceThread.ts';
import { OfflineAnalysis } from '../vision/offlineAnalysis.ts';
import { inferenceThreads } from '../vision/threadCount.ts';
import { parseAnalyseArguments } from './analyseArguments.ts';
import { watchedTarget } from '../vision/watchedTarget.ts';
import { CommandError, exitCode, failWith } from './exit.ts';
import { progressLine, writeResult } from './output.ts';
import { readSiteRulesFile } from './rulesFile.ts';
import { readSceneFile } from './sceneFile.ts';
import { SignalsOfFrames } from './signalsOfFrames.ts';

const usualScore = 0.4;
const usualNmsIou = 0.6;

/** `its analyse`: every frame of a source through detector, tracker and counting lines. */
export async function runAnalyse(argv: string[]): Promise<number> {
  const wanted = parseAnalyseArguments(argv);
  const siteRules = wanted.rulesFile === undefined ? {} : await readSiteRulesFile(wanted.rulesFile);
  const scene = wanted.sceneFile === undefined ? null : await readSceneFile(wanted.sceneFile, siteRules);
  const lines = await failWith(exitCode.usage, () =>
    wanted.lines.map(({ name, from, to }) => countingLine(name, from, to)),
  );
  const parsed = await failWith(exitCode.sourceUnreadable, () => parseSource(absolute(wanted.source)));
  const file = await failWith(exitCode.sourceUnreadable, () => probe(parsed));
  process.stderr.write('Reading the model…\n');
  const model = await failWith(exitCode.modelUnusable, () =>
    importModel({ file: wanted.modelFile, name: wanted.modelFile, modelsFolder: modelsFolder(), clock: platformClock }),
  );
  const job = modelJobOf(model, modelsFolder(), {
    scoreByClass: scoresOf(model.classes, wanted.classes),
    nmsIou: usualNmsIou,
  });

  const startedMs = performance.now();
  const cpu = new CpuMeter();
  const judged =
    scene && new SceneAnalysis(scene, (classId) => model.classes[classId] ?? `class ${classId}`, siteRules);
  const signals = new SignalsOfFrames(scene?.signalHeads ?? []);
  const result = new AnalysisResult({
    tracker: roadTracker(job),
    lines,
    classes: model.classes,
    withPaths: wanted.paths,
    tracked: (ptsMs, output) => judged?.add(ptsMs, output, signals.take(ptsMs)),
  });
  const progress = progressLine();
  const analysis = await failWith(exitCode.modelUnusable, () =>
    OfflineAnalysis.start(
      startInferenceThread,
      inferenceThreads(job.backend, 'offline'),
      job,
      detectorFilter(job),
      ({ stamp, detections }) => {
        result.add(stamp.ptsUs / 1000, detections);
        progress.show(`${result.analysed} frames analysed${shareOf(result.lastPtsMs, file?.durationMs)}`);
      },
    ),
  );
  try {
    const target = watchedTarget(analysis.target, (rgb, stamp) => signals.look(analysis.target, rgb, stamp));
    const { format, packets } = await play(parsed, wanted.fps, target, cpu, scene?.picture ?? null);
    await analysis.drained();
    progress.end();
    if (result.analysed === 0) throw new CommandError(exitCode.sourceUnreadable, 'The source gave no picture at all.');
    await writeResult(
      {
        schemaVersion: 1,
        source: {
          width: format.size.width,
          height: format.size.height,
          codec: format.codec,
          durationMs: Math.round(file?.durationMs ?? result.lastPtsMs),
        },
        model: { sha256: model.sha256, inputShape: model.inputShape, backend: job.backend },
        frames: { decoded: wanted.fps === undefined ? result.analysed : packets, analysed: result.analysed },
        timing: { wallMs: Math.round(performance.now() - startedMs), cpuMs: Math.round(cpu.totalMs()) },
        ...result.finish(),
        ...judged?.finish(),
      },
      wanted.outFile,
    );
  } finally {
    await analysis.close();
  }
  return exitCode.ok;
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

function refuseOtherPicture(drawnOn: Size, { size }: StreamFormat): void {
  if (isSameSize(drawnOn, size)) return;
  const text = `The scene was drawn on ${drawnOn.width}x${drawnOn.height} pixels, the source has ${size.width}x${size.height}. Give the scene of this camera.`;
  throw new CommandError(exitCode.usage, text);
}

/** Plays the source once as fast as it is analysed. A camera is analysed until it ends or the command is interrupted. */
async function play(
  { source, credentials }: ParsedSource,
  fps: number | undefined,
  target: FrameTarget,
  cpu: CpuMeter,
  drawnOn: Size | null,
): Promise<{ format: StreamFormat; packets: number }> {
  let format: StreamFormat | null = null;
  let packets = 0;
  let end: Reason | null = null;
  const session = await failWith(exitCode.sourceUnreadable, () =>
    openSession(
      {
        source,
        credentials,
        // Who types a command on this computer may also watch this computer's cameras.
        rules: { allowedCidrs: [], allowLoopback: true },
        ownPorts: [],
        loop: false,
        target,
        pace: 'fast',
        analysisFps: fps ?? 0,
        lossless: fps === undefined,
        transcode: false,
        epoch: 1,
      },
      {
        opened: (opened) => {
          format = opened;
          if (drawnOn && !isSameSize(drawnOn, opened.size)) session.stop();
        },
        chunk: () => undefined,
        frame: () => undefined,
        closed: (reason) => {
          end = reason;
        },
      },
      {
        clock: platformClock,
        findFfmpeg,
        openRelay: relayOpener(),
        packet: () => {
          packets++;
          if (session.pid !== undefined) cpu.sample(session.pid);
        },
      },
    ),
  );
  const interrupt = (): void => session.stop();
  process.once('SIGINT', interrupt);
  await session.done;
  process.off('SIGINT', interrupt);
  if (format === null) {
    const why = end === null ? 'The source ended before its first picture.' : refusal(end).message;
    throw new CommandError(exitCode.sourceUnreadable, why);
  }
  if (drawnOn) refuseOtherPicture(drawnOn, format);
  return { format, packets };
}

async function probe({ source }: ParsedSource): Promise<{ durationMs: number | null } | null> {
  return isRecording(source) ? probeFile(recordingPath(source), await findFfmpeg()) : null;
}

/** Imported models are kept between runs, so that import and probe are paid once a model. */
function modelsFolder(): string {
  return join(process.env['ITS_HOME'] ?? join(homedir(), '.its-console'), 'models');
}

/** A path as typed belongs to the working folder; anything with a scheme is left to the grammar. */
function absolute(source: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(source) ? source : resolve(source);
}

function scoresOf(known: readonly string[], wanted: readonly string[] | undefined): Record<string, number> {
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new CommandError(
      exitCode.usage,
      `The model does not know the class "${unknown}". It knows: ${findableClasses(known).join(', ')}.`,
    );
  }
  return wanted ? Object.fromEntries(wanted.map((name) => [name, usualScore])) : defaultScores(known, usualScore);
}

function shareOf(doneMs: number, durationMs: number | null | undefined): string {
  return durationMs ? ` (${Math.min(100, Math.round((100 * doneMs) / durationMs))} %)` : '';
}
