import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../app/base/error.ts';

/** Something drawn in a known picture. */
const drawnObjectSchema = z.object({
  /** COCO names that are right for it, the best first. */
  classNames: z.array(z.string()).min(1),
  /** Centre, width, height in pixels of the picture. */
  boxInImage: z.object({ cx: z.number(), cy: z.number(), w: z.number(), h: z.number() }),
});
export type DrawnObject = z.infer<typeof drawnObjectSchema>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `models/manifest.json`: what the product brings. Files are named from the bundle's folder. */
const bundleSchema = z.object({
  schemaVersion: z.literal(1),
  models: z.array(z.object({ file: z.string(), sha256 })),
  goldenPictures: z.array(z.object({ file: z.string(), sha256, objects: z.array(drawnObjectSchema) })).min(1),
});
export type Bundle = z.infer<typeof bundleSchema>;

/** The folder `models/` of the product, as it lies beside `main/`. */
export const bundleFolder = fileURLToPath(new URL('../../models/', import.meta.url));

/** Throws `data-loss` when the manifest is missing or altered. */
export async function readBundle(folder = bundleFolder): Promise<Bundle> {
  try {
    return bundleSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  } catch (cause) {
    throw new AppError('data-loss', `The manifest in ${folder} is missing or altered. Install the product again.`, {
      cause,
    });
  }
}
