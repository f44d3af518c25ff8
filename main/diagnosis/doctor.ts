import { spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism, homedir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFfmpeg } from '../sources/ffmpegPath.ts';
import { broughtAlong } from './broughtAlong.ts';
import type { Finding } from './finding.ts';
import { ffmpegIsSafe, ffmpegRelease } from './versions.ts';

/** Looks at everything the product needs of a machine, in the order in which a person would mend it. */
export async function examine(): Promise<readonly Finding[]> {
  return [
    node(),
    ...(await ffmpeg()),
    page(),
    ...(await broughtAlong()),
    electron(),
    browser(),
    await backends(),
    processor(),
    disk(),
    clock(),
  ];
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 22 || (major === 22 && minor >= 18);
  return {
    name: 'Node',
    verdict: ok ? 'ok' : 'missing',
    found: process.versions.node,
    advice: ok ? '' : 'Install Node 22.18 or newer; on Linux x64 "npm start" brings one along.',
  };
}

async function ffmpeg(): Promise<readonly Finding[]> {
  const path = await findFfmpeg().catch(() => null);
  if (path === null) {
    const advice =
      'Install ffmpeg (Debian: apt-get install ffmpeg) or name it in the environment variable FFMPEG_PATH.';
    return [{ name: 'ffmpeg', verdict: 'missing', found: 'not found', advice }];
  }
  const [versionLine = ''] = output(path, ['-hide_banner', '-version']).split('\n');
  const release = ffmpegRelease(versionLine);
  const safe = release !== null && ffmpegIsSafe(release);
  const accelerators = output(path, ['-hide_banner', '-hwaccels']).split('\n').slice(1).filter(Boolean);
  return [
    {
      name: 'ffmpeg',
      verdict: safe ? 'ok' : 'limited',
      found: `${release?.join('.') ?? versionLine} (${path})`,
      advice: safe
        ? ''
        : 'For cameras on networks you do not control use 7.1.5, 8.0.3, 8.1.2 or newer; distributions may have the fixes in older numbers.',
    },
    {
      name: 'hardware decoding',
      verdict: accelerators.length > 0 ? 'ok' : 'limited',
      found:
        accelerators.length > 0 ? `ffmpeg knows ${accelerators.join(', ')}; this release decodes on the CPU` : 'none',
      advice: '',
    },
  ];
}

function page(): Finding {
  const built = existsSync(fileURLToPath(new URL('../../dist/renderer/index.html', import.meta.url)));
  return {
    name: 'page',
    verdict: built ? 'ok' : 'missing',
    found: built ? 'built' : 'not built',
    advice: built ? '' : 'Run "npm start", which builds it.',
  };
}

function electron(): Finding {
  const marker = fileURLToPath(new URL('../../node_modules/electron/path.txt', import.meta.url));
  const there = existsSync(marker);
  return {
    name: 'Electron runtime',
    verdict: there ? 'ok' : 'limited',
    found: there ? 'installed' : 'not installed',
    advice: there
      ? ''
      : 'Without it the headless station and a browser do the same work. With internet: npx install-electron.',
  };
}

function browser(): Finding {
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(':');
  const path = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
  return {
    name: 'browser',
    verdict: path ? 'ok' : 'limited',
    found: path ?? 'no Chromium found on this machine',
    advice: path
      ? ''
      : 'Open the station’s page from Chromium, Chrome or Edge; other browsers cannot show the live wall.',
  };
}

async function backends(): Promise<Finding> {
  const { listSupportedBackends } = await import('onnxruntime-node');
  const names = listSupportedBackends().map(({ name, bundled }) =>
    bundled ? name : `${name} (libraries not bundled)`,
  );
  return {
    name: 'inference backends',
    verdict: 'ok',
    found: names.join(', '),
    advice: 'Which of them works and how fast is measured when a model is imported; the Models page shows it.',
  };
}

function processor(): Finding {
  const cores = availableParallelism();
  const memoryGb = totalmem() / 2 ** 30;
  const small = cores < 2 || memoryGb < 4;
  return {
    name: 'processor and memory',
    verdict: small ? 'limited' : 'ok',
    found: `${cores} cores, ${memoryGb.toFixed(1)} GB`,
    advice: small ? 'Expect one or two analysed cameras at a low rate.' : '',
  };
}

function disk(): Finding {
  const { bavail, bsize } = statfsSync(homedir());
  const freeGb = (bavail * bsize) / 2 ** 30;
  return {
    name: 'free disk space',
    verdict: freeGb < 2 ? 'missing' : freeGb < 20 ? 'limited' : 'ok',
    found: `${freeGb.toFixed(1)} GB in the home folder`,
    advice: freeGb < 20 ? 'Thirty days of tracks of sixteen cameras need up to 20 GB.' : '',
  };
}

function clock(): Finding {
  const synchronised = process.platform === 'linux' ? output('timedatectl', ['show', '-p', 'NTPSynchronized']) : '';
  const known = synchronised.includes('=');
  const good = synchronised.includes('yes');
  return {
    name: 'clock',
    verdict: good || !known ? 'ok' : 'limited',
    found: `${new Date().toISOString()}, ${known ? (good ? 'synchronised' : 'not synchronised') : 'synchronisation unknown'}`,
    advice: known && !good ? 'Set up a time server (NTP): incidents are compared by their wall time.' : '',
  };
}

function output(command: string, args: readonly string[]): string {
  return spawnSync(command, args, { encoding: 'utf8', timeout: 5000 }).stdout ?? '';
}
