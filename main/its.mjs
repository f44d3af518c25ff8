#!/usr/bin/env node
// The command `its`. Imports nothing of the product before the version check: on an older Node the database would crash
// the process.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { isLaunched, keepRunning } from './setup/keepRunning.mjs';

const own = fileURLToPath(import.meta.url);
const argv = process.argv.slice(2);
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 18);
const bundled = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

if (!isNewEnough && !existsSync(bundled)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: 22.18 or newer is needed. Run "npm start" once (it installs one) or install a newer Node.\n`,
  );
  process.exitCode = 2;
} else if (argv[0] === 'station' && !isLaunched()) {
  // This process stays above the station and loads nothing of it.
  process.exitCode = await keepRunning({
    command: isNewEnough ? process.execPath : bundled,
    args: [...(isNewEnough ? process.execArgv : []), own, ...argv],
    what: 'The station',
    say: (text) => process.stderr.write(`its station: ${text}\n`),
  });
} else if (isNewEnough) {
  const { main } = await import('./cli/cli.ts');
  process.exitCode = await main(argv);
} else {
  const { status } = spawnSync(bundled, [own, ...argv], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
