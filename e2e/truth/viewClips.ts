import { viewSampleOf, type ViewSample } from '../../app/traffic/view/viewSample.ts';
import { letterboxOf } from '../../app/detect/letterbox.ts';
import { driftPxOf, isTampered } from '../../app/traffic/view/viewState.ts';
import { ViewWatch, viewWatchLimits } from '../../app/traffic/view/viewWatch.ts';
import { playSource } from '../fixtures/playSource.ts';
import { hasTestdata, testdata } from '../fixtures/testdata.ts';
import type { TruthRow } from './row.ts';

const input = { width: 416, height: 256 };
/** Each is played in a loop, as the product plays files: the view is learnt for a minute, then watched for this long. */
const watchedMs = 120_000;

const clips = [
  ['frigate_ir_motion_1.mp4', 'a hall in infrared'],
  ['frigate_ir_motion_2.mp4', 'somebody passes'],
  ['frigate_ir_motion_3.mp4', 'infrared is switched'],
  ['highway_nl_720p.mp4', 'a camera that drifts a little'],
  ['intel_car-detection.mp4', 'exposure that follows each car'],
  ['parked_street_vfr_75s.mp4', 'a street with parked cars'],
  ['suburb_road_38s.mp4', 'sun and shadow'],
  ['junction_signals_opendatacam.mp4', 'queues at signals'],
] as const;

/** No ordinary picture of a real camera is taken for a fault of the camera. */
export async function clipRows(): Promise<TruthRow[]> {
  if (!hasTestdata) {
    process.stderr.write(`Skipped: ${clips.length} rows of real clips; the shared test material is not here.\n`);
    return [];
  }
  const rows: TruthRow[] = [];
  for (const [file, story] of clips) {
    const { alarms, driftPx } = await watched(file);
    rows.push({
      goal: '16',
      what: `False alarms of tampering: ${file}, ${story}`,
      figure: [`${alarms.length}, drift up to ${driftPx.toFixed(1)} px`, ...alarms].join('; '),
      limit: '0',
      met: alarms.length === 0,
    });
  }
  return rows;
}

async function watched(file: string): Promise<{ alarms: string[]; driftPx: number }> {
  const samples: ViewSample[] = [];
  let widthPx = 0;
  await playSource(testdata(`clips/${file}`), {
    input,
    lossless: false,
    analysisFps: 1,
    look: (rgb, { ptsUs, source }) => {
      widthPx = source.width;
      const sample = viewSampleOf(rgb, input.width, letterboxOf(source, input), ptsUs / 1000);
      if (sample) samples.push(sample);
    },
  });
  const watch = new ViewWatch();
  const alarms = new Set<string>();
  let driftPx = 0;
  for (let at = 0; at * 1000 < viewWatchLimits.learningMs + watchedMs; at++) {
    const sample = samples[at % samples.length];
    if (!sample) throw new Error(`${file} gave no picture`);
    const view = watch.look({ ...sample, atMs: at * 1000 }, false);
    if (isTampered(view)) alarms.add(view.state);
    const drift = driftPxOf(view, widthPx);
    driftPx = Math.max(driftPx, Math.hypot(drift.x, drift.y));
  }
  return { alarms: [...alarms], driftPx };
}
