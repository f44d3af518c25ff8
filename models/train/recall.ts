import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { cocoClasses, detectionFilter } from '../../app/detect/classFilter.ts';
import type { Detection } from '../../app/detect/detection.ts';
import type { TrueBox } from '../../app/detect/evaluation.ts';
import { letterboxed } from '../../app/detect/letterbox.ts';
import { iou, type Size } from '../../app/space/box.ts';
import { modelJobOf } from '../../main/inference/modelFolder.ts';
import { importModel } from '../../main/inference/modelImport.ts';
import { createOnnxDetector } from '../../main/inference/onnxDetector.ts';
import { decodePng } from '../../main/inference/png.ts';
import { platformClock } from '../../main/platformClock.ts';
import { trainedClasses } from './scores.ts';

/**
 * What a model finds of labelled photographs, through the product's own import and reading:
 * `node models/train/recall.ts --model F.onnx --frames DIR`, where DIR has `images/NAME.png` (8-bit RGB) and
 * `labels/NAME.txt` (a line a box: COCO number, centre x and y, width, height as shares of the picture). Only recall:
 * such labels often leave out what stands or is cut off, so that nothing can be said about false boxes.
 */
const { values } = parseArgs({ options: { model: { type: 'string' }, frames: { type: 'string' } } });
if (!values.model || !values.frames) throw new Error('Usage: recall.ts --model F.onnx --frames DIR');

/** Lowest score of a box that counts: what the import asks for, what `its analyse` asks for. */
const scores = [0.25, 0.4];
const overlap = 0.5;

const modelsFolder = await mkdtemp(join(tmpdir(), 'recall-'));
const model = await importModel({ file: values.model, name: 'recall', modelsFolder, clock: platformClock });
const scoreByClass = Object.fromEntries([...trainedClasses.values()].map((name) => [name, Math.min(...scores)]));
const job = { ...modelJobOf(model, modelsFolder, { scoreByClass, nmsIou: 0.6 }), backend: 'cpu' };
const detector = await createOnnxDetector(job);
const filter = detectionFilter(model.classes, job);

const found: { readonly truth: TrueBox; readonly near: readonly Detection[] }[] = [];
for (const file of (await readdir(join(values.frames, 'images'))).sort()) {
  const picture = decodePng(await readFile(join(values.frames, 'images', file)));
  const { rgb } = letterboxed(picture, detector.shape.input);
  const [detections = []] = await detector.detect([{ rgb, source: picture }], filter);
  const labels = await readFile(join(values.frames, 'labels', `${basename(file, '.png')}.txt`), 'utf8');
  for (const truth of labelledBoxes(labels, picture)) {
    found.push({ truth, near: detections.filter(({ boxInImage }) => iou(boxInImage, truth.boxInImage) >= overlap) });
  }
}
await detector.dispose();
await rm(modelsFolder, { recursive: true });

process.stdout.write('| score at least | class | labelled | found | with the right class |\n|---|---|---|---|---|\n');
for (const score of scores) {
  process.stdout.write(row(score, 'all', null));
  for (const classId of new Set(found.map(({ truth }) => truth.classId))) {
    process.stdout.write(row(score, cocoClasses[classId] ?? `class ${classId}`, classId));
  }
}

function row(score: number, name: string, classId: number | null): string {
  const asked = found.filter(({ truth }) => classId === null || truth.classId === classId);
  const seen = asked.map(({ truth, near }) => ({ truth, near: near.filter((one) => one.score >= score) }));
  const right = seen.filter(({ truth, near }) => near.some((one) => one.classId === truth.classId));
  return `| ${score} | ${name} | ${asked.length} | ${seen.filter(({ near }) => near.length > 0).length} | ${right.length} |\n`;
}

function labelledBoxes(text: string, { width, height }: Size): readonly TrueBox[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [classId = Number.NaN, cx = 0, cy = 0, w = 0, h = 0] = line.trim().split(/\s+/).map(Number);
    return { classId, boxInImage: { cx: cx * width, cy: cy * height, w: w * width, h: h * height } };
  });
}
