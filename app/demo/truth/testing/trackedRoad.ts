import { seededRandom } from '../../../base/random.ts';
import { cocoClasses, defaultScores } from '../../../detect/classFilter.ts';
import { AnalysisResult } from '../../../pipeline/analysisResult.ts';
import { roadTracker } from '../../../pipeline/roadTracker.ts';
import { countingLine } from '../../../traffic/countingLine.ts';
import { projectionOf } from '../../film/projection.ts';
import { type DemoCamera, demoCameraViews } from '../../site/demoCameras.ts';
import { type AnalysedResult, parseAnalysedResult } from '../analysedResult.ts';
import { type CameraTruth, CameraTruthBuilder } from '../cameraTruth.ts';
import { type Degradation, detectionsOf } from '../degrade.ts';
import { openRun, stepMs } from '../openRun.ts';
import { solidBoxes } from '../solidBoxes.ts';
import { truthHeader } from '../truthHeader.ts';
import { TruthRecorder } from '../truthRecorder.ts';
import type { TruthCamera } from '../truthRecords.ts';

export interface Tracked {
  readonly truth: CameraTruth;
  /** In the order of the degradations. */
  readonly results: readonly AnalysedResult[];
}

/** Minutes of the demo site through the product's tracker and counting lines, with boxes of known quality. */
export function trackedRoad(
  cameraNames: readonly string[],
  minutes: number,
  degradations: readonly Degradation[],
  seed = 11,
): Tracked[] {
  const steps = Math.round((minutes * 60_000) / stepMs);
  const cameras = demoCameraViews.filter(({ pose }) => cameraNames.includes(pose.name));
  const header = truthHeader({
    ...{ seed, scenarios: [], startHour: 8, light: 'day', stepMs, steps, boxesFrom: 'solid', lanes: [] },
    cameras: cameras.map(({ pose, lines }: DemoCamera) => ({ pose, lines, film: null })),
  });
  const recorder = new TruthRecorder(header);
  const run = openRun({ seed, startHour: 8, scenarios: '', steps, light: 'day' });
  const watching = cameras.map(({ pose }, at) => {
    const builder = new CameraTruthBuilder(pose.name);
    builder.add(header);
    const analyses = degradations.map((degradation) => ({
      degradation,
      random: seededRandom(seed + at),
      analysis: analysisFor(header.cameras[at]!),
    }));
    return { pose, projection: projectionOf(pose), builder, analyses };
  });
  for (let step = 0; step < steps; step++) {
    const instant = run.next();
    const boxes = watching.map(({ projection }) => solidBoxes(projection, instant.bodies));
    const records = recorder.step({
      instant,
      laneOf: (id) => run.laneOf(id),
      laneEnds: run.laneEnds(),
      light: run.light(),
      boxes,
    });
    watching.forEach(({ pose, builder, analyses }, at) => {
      for (const record of records) builder.add(record);
      for (const { degradation, random, analysis } of analyses) {
        analysis.add(step * stepMs, detectionsOf(boxes[at]!, pose.size, degradation, random));
      }
    });
  }
  return watching.map(({ pose, builder, analyses }) => ({
    truth: builder.build(),
    results: analyses.map(({ analysis }) =>
      parseAnalysedResult(
        JSON.stringify({
          schemaVersion: 1,
          source: { ...pose.size, codec: 'h264', durationMs: steps * stepMs },
          frames: { decoded: steps, analysed: steps },
          ...analysis.finish(),
        }),
      ),
    ),
  }));
}

/** What `its analyse` does after its detector, with the lines that the truth gives it. */
function analysisFor({ analyseArguments }: TruthCamera): AnalysisResult {
  const lines = analyseArguments
    .filter((argument) => argument !== '--line')
    .map((argument) => {
      const [name = '', numbers = ''] = argument.split('=');
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers.split(',').map(Number);
      return countingLine(name, { x: x1, y: y1 }, { x: x2, y: y2 });
    });
  const watched = { classes: cocoClasses, scoreByClass: defaultScores(cocoClasses), nmsIou: 0.6 };
  return new AnalysisResult({ tracker: roadTracker(watched), lines, classes: cocoClasses, withPaths: true });
}
