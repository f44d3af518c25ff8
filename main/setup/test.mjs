// `npm test`: installs what is missing, then runs every check that a change must pass. Needs neither GPU, nor Electron's
// runtime, nor a network beyond the package registry.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { environment, fetchFfmpeg, installDebian, installPackages, productNode, root, say } from './install.mjs';
import { leftovers, runVariable } from './leftovers.mjs';

installPackages();
if (process.platform === 'linux') installDebian({ ffmpeg: 'ffmpeg', chromium: 'chromium' });
fetchFfmpeg();

const packages = join(root, 'node_modules');
const report = join(root, 'dist', 'test-report.json');
mkdirSync(join(root, 'dist'), { recursive: true });
const checks = [
  ['types', productNode(), [join(packages, '@typescript', 'native', 'bin', 'tsc'), '--build']],
  ['lint', join(packages, '.bin', 'oxlint'), ['--quiet']],
  ['format', join(packages, '.bin', 'biome'), ['check', '--reporter=summary']],
  [
    'layers',
    productNode(),
    [
      join(packages, 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'app',
      'main',
      'renderer',
    ],
  ],
];

let failed = 0;
for (const [name, command, args] of checks) {
  say(`${name}…`);
  if (spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment() }).status !== 0) {
    say(`${name} failed`);
    failed++;
  }
}
say('tests…');
const vitest = [
  join(packages, 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${report}`,
  ...process.argv.slice(2),
];
const run = randomUUID();
const env = { ...environment(), [runVariable]: run };
const { status } = spawnSync(productNode(), vitest, { cwd: root, stdio: 'inherit', env });
if (status !== 0) failed++;

// A process that outlives the tests is a fault of its own, and whoever reads our output would wait for it. Workers of a
// killed station may take some seconds to notice.
for (let looks = 0; looks < 20 && leftovers(run).length > 0; looks++) await setTimeout(500);
for (const { pid, command } of leftovers(run)) {
  say(`a test left a process running: ${command}`);
  process.kill(pid, 'SIGKILL');
  failed++;
}

const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = JSON.parse(readFileSync(report, 'utf8'));
process.stdout.write(
  `${numPassedTests + checks.length} passed, ${numFailedTests + failed} failed, ${numPendingTests} skipped\n`,
);
process.exit(failed > 0 ? 1 : 0);
