import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { findFfmpeg } from '../sources/ffmpegPath.ts';

/**
 * Makes the films that the demo site plays: `node main/demo/makeLoops.ts`. One minute of morning traffic from all six
 * cameras, filmed by `its simulate` and compressed so that all six stay below 25 MB. About five minutes on two cores.
 */
const seed = '20';
const minutes = '1';
const kbitPerS = 500;

const its = fileURLToPath(new URL('../its.mjs', import.meta.url));
const loops = fileURLToPath(new URL('./loops/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'its-loops-'));
const films = join(folder, 'films');
const ffmpeg = await findFfmpeg();
try {
  run(process.execPath, [its, 'simulate', '--seed', seed, '--minutes', minutes, '--start-hour', '8', '--out', films]);
  mkdirSync(loops, { recursive: true });
  for (const { name } of demoCameras) compress(join(films, `${name}.mp4`), join(loops, `${name}.mp4`));
} finally {
  rmSync(folder, { recursive: true });
}

/** In two passes; the grain of the sensor goes, for it costs more than the traffic. A key frame every two seconds. */
function compress(from: string, to: string): void {
  const input = ['-v', 'error', '-y', '-i', from, '-vf', 'hqdn3d=2:2:6:6', '-c:v', 'libx264', '-preset', 'veryslow'];
  const stream = ['-b:v', `${kbitPerS}k`, '-bf', '0', '-g', '25', '-passlogfile', join(folder, 'passes')];
  run(ffmpeg, [...input, ...stream, '-pass', '1', '-f', 'null', '-']);
  run(ffmpeg, [...input, ...stream, '-pass', '2', '-movflags', '+faststart', to]);
  process.stderr.write(`${to}: ${(statSync(to).size / 1e6).toFixed(1)} MB\n`);
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ended with ${status}.`);
}
