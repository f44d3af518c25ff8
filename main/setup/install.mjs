// What `npm start` and `npm test` need before anything else runs. Plain JavaScript with Node's built-ins only: it runs
// on the user's own Node before a single package is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { delimiter, join } from 'node:path';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const stampFile = join(root, 'node_modules', '.its-installed');

/** Says a step on stderr, so that stdout stays for results. */
export function say(text) {
  process.stderr.write(`• ${text}\n`);
}

/** Runs a command with its output shown; ends the whole script with a plain sentence when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment(), ...options });
  if (status === 0) return;
  process.stderr.write(
    `✗ ${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` with code ${status}`}.\n`,
  );
  process.exit(status || 1);
}

/** The environment in which `node` is the Node that the product needs. */
export function environment() {
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

/** The Node that runs the product: the one from the lockfile, else the user's own when it is new enough. */
export function productNode() {
  const bundled = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(bundled)) return bundled;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  process.stderr.write(
    `✗ Node ${process.versions.node} is too old for this system. Install Node 22.18 or newer, then run this again.\n`,
  );
  process.exit(1);
}

/** Installs the packages of the lockfile unless that was done already for this very lockfile. */
export function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return;
  say('Installing packages (about a minute, once)…');
  run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  writeFileSync(stampFile, lock);
}

/** True when `command` can be started. */
export function has(command, args = ['--version']) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Installs Debian packages when their command is missing: as root, or with sudo where that asks nothing.
 * @param {Record<string, string>} packageOf command → Debian package
 */
export function installDebian(packageOf) {
  const missing = Object.keys(packageOf).filter((command) => !onPath(command));
  if (missing.length === 0) return;
  const names = missing.map((command) => packageOf[command]);
  const byRoot = process.getuid?.() === 0;
  if (!onPath('apt-get') || (!byRoot && !has('sudo', ['-n', 'true']))) {
    say(`Not found: ${missing.join(', ')}. Install ${names.join(' ')} with your system's package manager.`);
    return;
  }
  say(`Installing ${names.join(' and ')} from Debian (once)…`);
  const apt = (...args) =>
    spawnSync(byRoot ? 'apt-get' : 'sudo', byRoot ? args : ['-n', 'apt-get', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update', '-q');
  const { status } = apt('install', '-y', '-q', '--no-install-recommends', ...names);
  if (status !== 0)
    say(`${names.join(' ')} could not be installed; "npm run -s its -- doctor" says what works without.`);
}

/**
 * Where neither the system nor the environment has an ffmpeg, fetches the one of ffmpeg-static: the only thing here that
 * is not in a package registry, so its absence is said and not fatal.
 */
export function fetchFfmpeg() {
  const folder = join(root, 'node_modules', 'ffmpeg-static');
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  if (process.env.FFMPEG_PATH || onPath(name) || existsSync(join(folder, name))) return;
  say('Fetching ffmpeg (once)…');
  const { status } = spawnSync(productNode(), [join(folder, 'install.js')], {
    cwd: folder,
    stdio: 'ignore',
    timeout: 180_000,
  });
  if (status !== 0)
    say('ffmpeg could not be fetched. Install it, or name it in FFMPEG_PATH; without it no camera opens.');
}

function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** Builds the page when a file it is made of is newer than the last build. */
export function buildPage() {
  const built = join(root, 'dist', 'renderer', '.built');
  const sum = sourcesSum();
  if (existsSync(built) && readFileSync(built, 'utf8') === sum) return;
  say('Building the page…');
  run(productNode(), [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    // The page as it ships, also when a test run asks for it.
    env: { ...environment(), NODE_ENV: 'production' },
  });
  mkdirSync(join(root, 'dist', 'renderer'), { recursive: true });
  writeFileSync(built, sum);
}

/** One hash over everything the page is built from. */
function sourcesSum() {
  const hash = createHash('sha256');
  const listed = spawnSync(
    'git',
    ['ls-files', '-z', '-c', '-o', '--exclude-standard', 'renderer', 'app', 'vite.config.ts', 'package-lock.json'],
    { cwd: root },
  );
  const files = listed.status === 0 ? listed.stdout.toString().split('\0').filter(Boolean).sort() : [];
  if (files.length === 0) return `${Date.now()}`;
  for (const file of files) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
