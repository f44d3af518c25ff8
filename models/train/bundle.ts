import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { modelStructureOf } from '../../main/inference/modelStructure.ts';
import { readOnnx } from '../../main/inference/onnxFile.ts';
import { trainedClasses } from './scores.ts';

/**
 * Takes a finished run of `make.sh` into the product: `node models/train/bundle.ts OUT`. Copies the four model files and
 * their scores, the log of the run, and writes the `models` of `models/manifest.json`.
 */
const names = ['road-384x640-fp32', 'road-384x640-fp16', 'road-256x416-fp32', 'road-256x416-fp16'];

const [out] = process.argv.slice(2);
if (out === undefined) throw new Error('Usage: node models/train/bundle.ts OUT, the folder that make.sh filled.');
const models = resolve(import.meta.dirname, '..');
const run = join(models, 'train', 'run');
mkdirSync(run, { recursive: true });
copyFileSync(join(out, 'run', 'log.jsonl'), join(run, 'log.jsonl'));

const entries = names.map((name) => {
  const bytes = readFileSync(join(out, `${name}.onnx`));
  const { input, precision } = modelStructureOf(readOnnx(bytes));
  copyFileSync(join(out, `${name}.onnx`), join(models, `${name}.onnx`));
  for (const test of ['test', 'test-site'])
    for (const ending of ['json', 'md'])
      copyFileSync(join(out, `${name}-${test}.${ending}`), join(run, `${name}-${test}.${ending}`));
  return {
    file: `${name}.onnx`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    /** uint8 NHWC; 0 is a free batch. */
    inputShape: [input.batch, input.size.height, input.size.width, 3],
    precision,
    classes: Object.fromEntries(trainedClasses),
    license: 'MIT',
  };
});
const manifestFile = join(models, 'manifest.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
writeFileSync(manifestFile, `${JSON.stringify({ ...manifest, models: entries }, null, 2)}\n`);
