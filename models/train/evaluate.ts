import { closeSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Detection } from '../../app/detect/detection.ts';
import type { EvaluatedPicture } from '../../app/detect/evaluation.ts';
import { letterboxed } from '../../app/detect/letterbox.ts';
import { modelStructureOf } from '../../main/inference/modelStructure.ts';
import { createOnnxDetector } from '../../main/inference/onnxDetector.ts';
import { readOnnx } from '../../main/inference/onnxFile.ts';
import { sha256OfFile } from '../../main/inference/optimisedCache.ts';
import { markdownOf, type NamedPicture, scoresOf, trainedClasses } from './scores.ts';

/**
 * Scores an exported model on dataset folders through the product's own detector (reader, suppression, letterbox):
 * `node models/train/evaluate.ts --model F.onnx --data DIR [--data DIR] [--limit N] [--json FILE] [--markdown FILE]`.
 * Without --json and --markdown the table goes to standard output.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    data: { type: 'string', multiple: true, default: [] },
    limit: { type: 'string', default: 'Infinity' },
    json: { type: 'string' },
    markdown: { type: 'string' },
  },
});
const limit = Number(values.limit);
if (!values.model || values.data.length === 0 || !(limit > 0)) {
  throw new Error('Usage: evaluate.ts --model F.onnx --data DIR [--data DIR] [--limit N] [--json F] [--markdown F]');
}

/** Low, because average precision looks at the whole ranking; overlap as in the product. */
const filter = {
  scoreByClass: new Map([...trainedClasses.keys()].map((classId) => [classId, 0.001])),
  nmsIou: 0.6,
  maxDetections: 300,
};

interface Line {
  readonly at: number;
  readonly light: string;
  readonly boxes: readonly (readonly [classId: number, x: number, y: number, w: number, h: number, seen: number])[];
  readonly ignore?: readonly (readonly [x: number, y: number, w: number, h: number])[];
}

const boxOf = (x: number, y: number, w: number, h: number) => ({ cx: x + w / 2, cy: y + h / 2, w, h });

function evaluated(line: Line, detections: readonly Detection[]): EvaluatedPicture {
  return {
    truth: line.boxes.map(([classId, x, y, w, h]) => ({ classId, boxInImage: boxOf(x, y, w, h) })),
    ignoredAreas: (line.ignore ?? []).map(([x, y, w, h]) => boxOf(x, y, w, h)),
    detections,
  };
}

const cacheFolder = await mkdtemp(join(tmpdir(), 'evaluation-'));
const { classes } = modelStructureOf(readOnnx(readFileSync(values.model)));
const detector = await createOnnxDetector({ path: values.model, backend: 'cpu', cacheFolder, classes });
const pictures: NamedPicture[] = [];
for (const folder of values.data) {
  const { width, height } = JSON.parse(readFileSync(join(folder, 'dataset.json'), 'utf8')) as Record<string, number>;
  if (!width || !height) throw new Error(`${folder}/dataset.json does not say the size of its pictures.`);
  const lines = readFileSync(join(folder, 'labels.jsonl'), 'utf8').trimEnd().split('\n').slice(0, limit);
  const file = openSync(join(folder, 'pictures.rgb'), 'r');
  for (const text of lines) {
    const line = JSON.parse(text) as Line;
    const rgb = new Uint8Array(3 * width * height);
    if (readSync(file, rgb, 0, rgb.length, line.at * rgb.length) !== rgb.length) {
      throw new Error(`${folder}/pictures.rgb ends before picture ${line.at}. Make the dataset again.`);
    }
    const source = { width, height };
    const input = letterboxed({ rgb, ...source }, detector.shape.input);
    const [detections = []] = await detector.detect([{ rgb: input.rgb, source }], filter);
    pictures.push({ light: line.light, picture: evaluated(line, detections) });
    if (pictures.length % 100 === 0) process.stderr.write(`${pictures.length} pictures\n`);
  }
  closeSync(file);
}
await detector.dispose();
await rm(cacheFolder, { recursive: true });

const scores = { modelSha256: sha256OfFile(values.model), input: detector.shape.input, ...scoresOf(pictures) };
if (values.json) writeFileSync(values.json, `${JSON.stringify(scores, null, 2)}\n`);
if (values.markdown) writeFileSync(values.markdown, markdownOf(scores));
if (!values.json && !values.markdown) process.stdout.write(markdownOf(scores));
