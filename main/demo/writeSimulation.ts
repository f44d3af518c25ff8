import { AppError } from '../../app/base/error.ts';
import type { DemoRun } from '../../app/demo/truth/demoRun.ts';
import { truthHeader, type Recording } from '../../app/demo/truth/truthHeader.ts';
import { TruthRecorder } from '../../app/demo/truth/truthRecorder.ts';
import type { BodyInPicture, SceneInstant } from '../../app/demo/scene.ts';
import { openSimulationFolder, type SimulationFolder, truthName } from './simulationFolder.ts';
import { type TextSink, WholeFile } from './wholeFile.ts';

/** Where bodies are in the cameras' pictures, and the films while they are made. */
export interface BoxSource {
  /** Boxes of the next step, in the order of the cameras. */
  next(instant: SceneInstant): Promise<readonly (readonly BodyInPicture[])[]>;
  /** Resolves when the films are whole. */
  finish(): Promise<void>;
  /** Ends what is under way. Never throws. */
  abandon(): Promise<void>;
}

export interface SimulationOrder {
  readonly recording: Recording;
  readonly folder: string;
  readonly run: DemoRun;
  readonly startBoxes: (folder: SimulationFolder) => Promise<BoxSource>;
  readonly onStep: (step: number) => void;
  readonly signal: AbortSignal;
  /** For tests of a full disk. */
  readonly openSink?: (path: string) => Promise<TextSink>;
}

/**
 * Writes truth and films of a simulation: all of them, or nothing. The truth gets its name last.
 * @throws AppError with one sentence, after everything was taken away again
 */
export async function writeSimulation(order: SimulationOrder): Promise<void> {
  const header = truthHeader(order.recording);
  const folder = await openSimulationFolder(order.folder);
  const names = [...order.recording.cameras.flatMap(({ film }) => film ?? []), truthName];
  let boxes: BoxSource | null = null;
  let file: WholeFile | null = null;
  try {
    file = await WholeFile.create(folder.pathOf(truthName), order.openSink);
    boxes = await order.startBoxes(folder);
    await file.writeLine(JSON.stringify(header));
    const recorder = new TruthRecorder(header);
    for (let step = 0; step < header.steps; step++) {
      if (order.signal.aborted) throw new AppError('cancelled', 'Interrupted: nothing was kept.');
      const instant = order.run.next();
      const records = recorder.step({
        instant,
        laneOf: (id) => order.run.laneOf(id),
        laneEnds: order.run.laneEnds(),
        light: order.run.light(),
        boxes: await boxes.next(instant),
      });
      for (const record of records) await file.writeLine(JSON.stringify(record));
      order.onStep(step);
    }
    for (const record of recorder.finish(order.run.incidents())) await file.writeLine(JSON.stringify(record));
    await boxes.finish();
    await file.finish();
  } catch (thrown) {
    await boxes?.abandon();
    await file?.abandon();
    await folder.clear(names);
    throw thrown;
  }
}
