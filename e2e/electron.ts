import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';

/**
 * The desktop as built, in a real Electron: starts it, waits for its page, tries what a hostile page would try, ends
 * it. Where there is no Electron runtime, display or build it says so and ends with 0: nothing was tested then.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Path of the runtime, without the package's own attempt to fetch it; `null` where it was not installed. */
function runtimePath(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const marker = join(folder, 'path.txt');
  const own = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(marker) ? readFileSync(marker, 'utf8').trim() : 'electron';
  const path = own === undefined ? join(folder, 'dist', name) : join(own, name);
  return existsSync(path) ? path : null;
}

/** Why the desktop cannot be tested here, or `null`. */
function obstacle(runtime: string | null): string | null {
  if (runtime === null) {
    return 'Electron’s runtime is not installed here (npm does not bring it; see node_modules/electron/README.md), so the desktop was not tested.';
  }
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return 'There is no display here, so the desktop was not tested. With xvfb: xvfb-run npm run e2e:electron.';
  }
  if (!existsSync(join(root, 'dist/electron/electron.js')) || !existsSync(join(root, 'dist/renderer/index.html'))) {
    return 'The desktop is not built, so it was not tested. Run "npm run build" first.';
  }
  return null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function check(what: string, holds: boolean): void {
  say(`${holds ? 'ok    ' : 'FAILED'} ${what}`);
  if (!holds) process.exitCode = 1;
}

async function testDesktop(executablePath: string): Promise<void> {
  const userFolder = await mkdtemp(join(tmpdir(), 'its-desktop-'));
  const desktop = await _electron.launch({ executablePath, args: [root, `--user-data-dir=${userFolder}`] });
  try {
    const page = await desktop.firstWindow();
    await page.locator('nav').first().waitFor({ timeout: 60_000 });
    check('the page opens under its own scheme', page.url().startsWith('app://console/'));
    check('the page has no Node', await page.evaluate(() => !('process' in globalThis) && !('require' in globalThis)));
    check('the page cannot open windows', await page.evaluate(() => window.open('https://example.com/') === null));
    check('the page may not run text as script', !(await page.evaluate(runsText)));
    await page.evaluate(() => window.location.assign('https://example.com/'));
    check('the page stays where it is', page.url().startsWith('app://console/'));
    const media = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => true,
        () => false,
      ),
    );
    check('the page gets no camera of this computer', !media);
    const reached = await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => true,
        () => false,
      ),
    );
    check('the page reaches no network', !reached);
  } finally {
    await desktop.close();
    await rm(userFolder, { recursive: true, force: true });
  }
}

/** Runs in the page. */
function runsText(): boolean {
  const script = document.createElement('script');
  script.textContent = 'window.ranText = true';
  document.head.append(script);
  return 'ranText' in window;
}

const runtime = runtimePath();
const why = obstacle(runtime);
if (why !== null || runtime === null) say(why ?? '');
else await testDesktop(runtime);
