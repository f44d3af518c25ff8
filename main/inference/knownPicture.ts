import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../app/base/error.ts';
import type { RgbPicture } from '../../app/detect/letterbox.ts';
import { decodePng } from './png.ts';

/** Something drawn in the known picture. */
const drawnObjectSchema = z.object({
  /** COCO names that are right for it, the best first. */
  classNames: z.array(z.string()).min(1),
  /** Centre, width, height in pixels of the picture. */
  boxInImage: z.object({ cx: z.number(), cy: z.number(), w: z.number(), h: z.number() }),
});
export type DrawnObject = z.infer<typeof drawnObjectSchema>;

/** A street scene, and what was drawn where. */
export interface KnownPicture {
  readonly picture: RgbPicture;
  readonly objects: readonly DrawnObject[];
}

/** One at least. */
export type KnownPictures = readonly [KnownPicture, ...KnownPicture[]];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `models/manifest.json`: what the product brings. */
const bundleSchema = z.object({
  schemaVersion: z.literal(1),
  models: z.array(z.object({ file: z.string(), sha256 })),
  goldenPictures: z.array(z.object({ file: z.string(), sha256, objects: z.array(drawnObjectSchema) })).min(1),
});

/** The folder `models/` of the product, as it lies beside `main/`. */
export const bundleFolder = fileURLToPath(new URL('../../models/', import.meta.url));

/**
 * Reads the golden pictures of the bundle, one at least: a working detector recognises one of them. Throws `data-loss`
 * when a file is missing or altered.
 */
export async function readKnownPictures(folder = bundleFolder): Promise<KnownPictures> {
  const damaged = (cause?: unknown): AppError =>
    new AppError('data-loss', `A known picture in ${folder} is missing or altered. Install the product again.`, {
      cause,
    });
  try {
    const bundle = bundleSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    const known = [];
    for (const golden of bundle.goldenPictures) {
      const file = await readFile(join(folder, golden.file));
      if (createHash('sha256').update(file).digest('hex') !== golden.sha256) throw damaged();
      known.push({ picture: decodePng(file), objects: golden.objects });
    }
    // The schema lets no empty list through.
    return known as unknown as KnownPictures;
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : damaged(thrown);
  }
}
