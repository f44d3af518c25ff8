// `npm start`: installs what is missing, builds, and starts the product: the desktop window where Electron's runtime
// and a display are there, else the headless station with its page in a browser.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildPage, environment, installDebian, installPackages, productNode, root, run, say } from './install.mjs';

installPackages();
if (process.platform === 'linux') installDebian({ ffmpeg: 'ffmpeg' });
buildPage();

const electron = electronRuntime();
const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
if (electron && display) {
  run(productNode(), [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '-c', '.vite.electron.config.ts', '--logLevel', 'warn']);
  start(electron, [root, ...process.argv.slice(2)]);
} else {
  say(electron ? 'No display: starting the headless station.' : 'No Electron runtime here: starting the headless station, its page opens in your browser.');
  const given = process.argv.slice(2);
  const folder = given.includes('--data') ? [] : ['--data', join(homedir(), '.its-console')];
  start(productNode(), [join(root, 'main', 'its.mjs'), 'station', ...folder, ...given]);
}

function start(command, args) {
  const child = spawn(command, args, { stdio: 'inherit', env: environment() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** Path of Electron's runtime, or null: its package alone holds none. */
function electronRuntime() {
  const path = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(path)) return null;
  const runtime = join(root, 'node_modules', 'electron', 'dist', readFileSync(path, 'utf8').trim());
  return existsSync(runtime) ? runtime : null;
}
