import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { finished } from 'node:stream/promises';
import { type Random, seededRandom } from '../../app/base/random.ts';
import { roughened } from './scenePictures.ts';
import { labelOf, type Label } from './sceneLabels.ts';
import { type Shot, trainingScenes } from './sceneShots.ts';
import { rareMix, usualMix } from './sceneTraffic.ts';
import { rareOrigins, siteScenes } from './siteShots.ts';

/**
 * Makes training pictures with known boxes:
 * `node models/train/dataset.ts --seed 1 --count 2000 --out DIR [--width 640] [--height 384] [--of roads|rare|site|site-rare]`.
 * Of random roads, of such with far more of what roads have little of, of the demo site, or of it with more of that. The same
 * seed gives the same scenes. Writes `pictures.rgb`, `labels.jsonl` and, when all is there, `dataset.json`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string' },
    out: { type: 'string' },
    width: { type: 'string', default: '640' },
    height: { type: 'string', default: '384' },
    of: { type: 'string', default: 'roads' },
  },
});
const [seed, count, width, height] = [values.seed, values.count, values.width, values.height].map(Number) as [
  number,
  number,
  number,
  number,
];
if (!values.out || ![seed, count, width, height].every((n) => Number.isInteger(n) && n >= 0))
  throw new Error(
    'Usage: dataset.ts --seed N --count M --out DIR [--width 640] [--height 384] [--of roads|rare|site|site-rare]',
  );
const size = { width, height };
const kinds = new Map<string, (random: Random) => Generator<Shot>>([
  ['roads', (random) => trainingScenes(random, size, count, usualMix)],
  ['rare', (random) => trainingScenes(random, size, count, rareMix)],
  ['site', (random) => siteScenes(random, size, count)],
  ['site-rare', (random) => siteScenes(random, size, count, rareOrigins)],
]);
const scenes = kinds.get(values.of);
if (!scenes) throw new Error(`--of is one of ${[...kinds.keys()].join(', ')}, not "${values.of}".`);
const folder = values.out;
const classes = { 0: 'person', 1: 'bicycle', 2: 'car', 3: 'motorcycle', 5: 'bus', 7: 'truck' };
const batch = 40;

mkdirSync(folder, { recursive: true });
const pictures = createWriteStream(join(folder, 'pictures.rgb'));
const labels = createWriteStream(join(folder, 'labels.jsonl'));
const random = seededRandom(seed);
const startedMs = performance.now();
let made = 0;
let held: { rgb: Uint8Array; label: Label }[] = [];

const flush = async (): Promise<void> => {
  const rough = roughened(
    random,
    held.map(({ rgb }) => rgb),
    width,
    height,
  );
  for (const [k, picture] of rough.entries()) {
    labels.write(`${JSON.stringify({ at: made + k, ...held[k]!.label })}\n`);
    if (!pictures.write(picture)) await new Promise<void>((done) => pictures.once('drain', () => done()));
  }
  made += held.length;
  held = [];
  const perSecond = made / ((performance.now() - startedMs) / 1000);
  process.stderr.write(`${made} of ${count} pictures, ${perSecond.toFixed(1)} a second\n`);
};

for (const { rgb, light, bodies } of scenes(random)) {
  held.push({ rgb, label: labelOf(light, bodies, width, height) });
  if (held.length === batch) await flush();
}
if (held.length > 0) await flush();
pictures.end();
labels.end();
await Promise.all([finished(pictures), finished(labels)]);
writeFileSync(
  join(folder, 'dataset.json'),
  `${JSON.stringify({ seed, count, width, height, of: values.of, classes })}\n`,
);
