import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Health } from '../../app/contracts/console.ts';
import { openBrowser } from '../fixtures/browser.ts';
import { isAlive } from '../fixtures/processes.ts';
import { startRtspCamera } from '../fixtures/rtspCamera.ts';
import { connectToStation } from '../fixtures/stationClient.ts';
import { startStation } from '../fixtures/stationProcess.ts';
import { processTree } from '../fixtures/stationTree.ts';
import { testdata } from '../fixtures/testdata.ts';
import { median } from './measure.ts';

/** What is compared: the first and the last of these shares of the run, after the start has settled. */
const settledShare = 0.2;
const endShare = 0.2;
const clips = ['highway_nl_720p', 'suburb_road_38s', 'junction_signals_opendatacam', 'otvision_cars_cyclist'];

interface Sample {
  readonly atS: number;
  readonly memoryMb: number;
  readonly latencyMs: number;
  readonly analysedFps: number;
  readonly live: number;
}

/**
 * `npm run soak [-- --minutes 10 --page]`: four RTSP cameras live and analysed; prints whether memory stays flat,
 * latency drifts, and any process is left behind.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, page: { type: 'boolean' } } });
const forS = Number(values.minutes) * 60;
const folder = mkdtempSync(join(tmpdir(), 'its-soak-'));
const cameras = await Promise.all(clips.map((clip) => startRtspCamera({ clip: testdata(`clips/${clip}.mp4`) })));
writeFileSync(
  join(folder, 'site.json'),
  JSON.stringify({
    schemaVersion: 1,
    allowLoopback: true,
    model: testdata('models/yolo11n_320_b1_int8dyn.onnx'),
    cameras: cameras.map(({ url }, at) => ({ name: clips[at], sourceUrl: url, analysisFps: 5 })),
  }),
);
const station = await startStation({ args: ['--site', join(folder, 'site.json')] });
const client = await connectToStation(station.url);
const browser = values.page ? await openBrowser({ width: 1920, height: 1080 }) : null;
await browser?.page.goto(station.url);

let health: Health | null = null;
client.console.health({}, { item: (newest) => (health = newest) });
const samples: Sample[] = [];
const startedMs = performance.now();
while (performance.now() - startedMs < forS * 1000) {
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const sample = health && sampleOf(health, (performance.now() - startedMs) / 1000);
  if (sample) samples.push(sample);
  if (sample) process.stderr.write(`${JSON.stringify(sample)}\n`);
}
const pids = processTree(station.pid).map(({ pid }) => pid);
client.close();
await browser?.close();
await station.stop();
await Promise.all(cameras.map((camera) => camera.close()));
rmSync(folder, { recursive: true, force: true });

const begin = samples.slice(
  Math.floor(samples.length * settledShare),
  Math.ceil(samples.length * (settledShare + endShare)),
);
const end = samples.slice(-Math.ceil(samples.length * endShare));
const compare = (of: (sample: Sample) => number): { begin: number; end: number; change: string } => {
  const [a, b] = [median(begin.map(of)), median(end.map(of))];
  return { begin: a, end: b, change: `${((b / a - 1) * 100).toFixed(1)} %` };
};
process.stdout.write(
  `${JSON.stringify(
    {
      minutes: Number(values.minutes),
      page: values.page ?? false,
      memoryMb: compare(({ memoryMb }) => memoryMb),
      latencyMs: compare(({ latencyMs }) => latencyMs),
      analysedFps: compare(({ analysedFps }) => analysedFps),
      leastCamerasLive: Math.min(...samples.slice(Math.floor(samples.length * settledShare)).map(({ live }) => live)),
      processesLeft: pids.filter((pid) => isAlive(pid)).length,
    },
    null,
    2,
  )}\n`,
);

function sampleOf(of: Health, atS: number): Sample {
  const live = of.cameras.filter(({ state }) => state === 'live');
  return {
    atS: Math.round(atS),
    memoryMb: Math.round(of.processes.reduce((sum, { memoryMb }) => sum + (memoryMb ?? 0), 0)),
    latencyMs: Math.round(median(live.map(({ quality }) => quality.analysisLatencyMs ?? 0))),
    analysedFps: Number(live.reduce((sum, { quality }) => sum + (quality.fpsAnalysed ?? 0), 0).toFixed(1)),
    live: live.length,
  };
}
