import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { letterboxed } from '../../app/detect/letterbox.ts';
import { iou } from '../../app/space/box.ts';
import { bundleFolder, readBundle } from './bundle.ts';
import { readKnownPictures } from './knownPicture.ts';
import { modelStructureOf } from './modelStructure.ts';
import { createOnnxDetector } from './onnxDetector.ts';
import { readOnnx } from './onnxFile.ts';
import { prependU8Nhwc } from './onnxGraph.ts';
import { sha256OfFile } from './optimisedCache.ts';

const folder = mkdtempSync(join(tmpdir(), 'its-bundled-models-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { models } = await readBundle();
const known = await readKnownPictures();

describe('the product’s own detector', () => {
  it('comes in two sizes and two precisions', () => {
    expect(models.map(({ file }) => file)).toEqual([
      'road-384x640-fp32.onnx',
      'road-384x640-fp16.onnx',
      'road-256x416-fp32.onnx',
      'road-256x416-fp16.onnx',
    ]);
  });

  it.each(models)('$file is whole, small, and takes pictures as they are', ({ file, sha256 }) => {
    const path = join(bundleFolder, file);
    const bytes = readFileSync(path);
    const model = readOnnx(bytes);
    const { input, outputLayout, classes } = modelStructureOf(model);
    expect([sha256OfFile(path), bytes.length <= 11_000_000, outputLayout, input.batch]).toEqual([
      sha256,
      true,
      'yolo',
      0,
    ]);
    expect(classes).toEqual(['person', 'bicycle', 'car', 'motorcycle', '', 'bus', '', 'truck']);
    expect(Buffer.compare(prependU8Nhwc(model, input), bytes)).toBe(0);
  });

  it.each(models)('$file finds the road users of the rendered known picture', async ({ file }) => {
    const path = join(bundleFolder, file);
    const { classes } = modelStructureOf(readOnnx(readFileSync(path)));
    const detector = await createOnnxDetector({ path, backend: 'cpu', cacheFolder: folder, classes });
    const { picture, objects } = known[1] ?? known[0];
    const { rgb } = letterboxed(picture, detector.shape.input);
    const filter = {
      scoreByClass: new Map(classes.map((_, classId) => [classId, 0.25])),
      nmsIou: 0.6,
      maxDetections: 100,
    };
    const [detections = []] = await detector.detect([{ rgb, source: picture }], filter);
    const found = objects.filter(({ classNames, boxInImage }) =>
      detections.some(
        (detection) =>
          classNames.includes(classes[detection.classId] ?? '') && iou(detection.boxInImage, boxInImage) >= 0.5,
      ),
    );
    expect({ of: objects.length, enough: found.length >= 0.7 * objects.length }).toEqual({ of: 11, enough: true });
  });
});
