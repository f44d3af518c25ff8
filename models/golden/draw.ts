import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { takeIntoManifest } from './manifestFile.ts';
import { height, streetScene, width } from './scene.ts';

/**
 * Draws the known picture anew: `node models/golden/draw.ts [chromium]`. Writes `street.png`, and its hash and the drawn
 * objects into `models/manifest.json`. Another Chromium may give slightly other pixels: run the inference tests afterwards.
 */
const [executablePath = '/usr/bin/chromium'] = process.argv.slice(2);
const folder = new URL('./', import.meta.url);
const { svg, drawn } = streetScene();

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width, height } });
await page.setContent(`<body style="margin:0">${svg}</body>`);
const screenshot = await page.screenshot();
await browser.close();

// The self-test's own decoder knows RGB only, and the softness of a lens takes the drawing's hard edges away.
const encode = [
  '-vf',
  'gblur=sigma=0.6',
  '-pix_fmt',
  'rgb24',
  '-pred',
  'mixed',
  '-c:v',
  'png',
  '-f',
  'image2pipe',
  '-',
];
const png = execFileSync('ffmpeg', ['-v', 'error', '-i', '-', ...encode], { input: screenshot });
writeFileSync(new URL('street.png', folder), png);

takeIntoManifest('golden/street.png', png, drawn);
