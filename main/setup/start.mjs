// `npm start`: installs what is missing, builds, and starts the product: the desktop window where Electron's runtime
// and a display are there, else the headless station with its page in a browser.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  buildPage,
  environment,
  fetchFfmpeg,
  installDebian,
  installPackages,
  productNode,
  root,
  run,
  say,
} from './install.mjs';
import { keepRunning } from './keepRunning.mjs';

installPackages();
if (process.platform === 'linux') installDebian({ ffmpeg: 'ffmpeg' });
fetchFfmpeg();
buildPage();

const electron = electronRuntime();
const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
if (electron && display) {
  run(productNode(), [
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '-c',
    '.vite.electron.config.ts',
    '--logLevel',
    'warn',
  ]);
  await start('The desktop', electron, [root, ...process.argv.slice(2)], false);
} else {
  say(
    electron
      ? 'No display: starting the headless station.'
      : 'No Electron runtime here: starting the headless station, its page opens in your browser.',
  );
  const given = process.argv.slice(2);
  const folder = given.includes('--data') ? [] : ['--data', join(homedir(), '.its-console')];
  await start('The station', productNode(), [join(root, 'main', 'its.mjs'), 'station', ...folder, ...given]);
}

async function start(what, command, args, channel = true) {
  process.exitCode = await keepRunning({ command, args, env: environment(), what, say, channel });
}

/** Path of Electron's runtime, or null: its package alone holds none. */
function electronRuntime() {
  const path = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(path)) return null;
  const runtime = join(root, 'node_modules', 'electron', 'dist', readFileSync(path, 'utf8').trim());
  return existsSync(runtime) ? runtime : null;
}
