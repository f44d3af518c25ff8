#!/usr/bin/env node
// The command `its`. Imports nothing of the product before the version check: on an older
// Node the database would crash the process.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { keepRunning } from './setup/keepRunning.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  const { main } = await import('./cli/cli.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const bundled = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  if (!existsSync(bundled)) {
    process.stderr.write(
      `Node ${process.versions.node} is too old: 22.18 or newer is needed. Run "npm start" once (it installs one) or install a newer Node.\n`,
    );
    process.exit(2);
  }
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  if (process.argv[2] === 'station') {
    // This process, not one more, watches over the station.
    const say = (text) => process.stderr.write(`its station: ${text}\n`);
    process.exitCode = await keepRunning({ command: bundled, args, what: 'The station', say });
  } else {
    const { status } = spawnSync(bundled, args, { stdio: 'inherit' });
    process.exit(status ?? 1);
  }
}
