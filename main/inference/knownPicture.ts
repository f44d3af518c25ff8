import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/base/error.ts';
import type { RgbPicture } from '../../app/detect/letterbox.ts';
import { bundleFolder, type DrawnObject, readBundle } from './bundle.ts';
import { decodePng } from './png.ts';

/** A street scene, and what was drawn where. */
export interface KnownPicture {
  readonly picture: RgbPicture;
  readonly objects: readonly DrawnObject[];
}

/** One at least. */
export type KnownPictures = readonly [KnownPicture, ...KnownPicture[]];

/**
 * Reads the golden pictures of the bundle: a working detector recognises one of them. Throws `data-loss` when a file is
 * missing or altered.
 */
export async function readKnownPictures(folder = bundleFolder): Promise<KnownPictures> {
  const { goldenPictures } = await readBundle(folder);
  const known = await Promise.all(
    goldenPictures.map(async ({ file, sha256, objects }) => {
      const bytes = await readFile(join(folder, file)).catch(() => null);
      if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) {
        const text = `The known picture ${file} in ${folder} is missing or altered. Install the product again.`;
        throw new AppError('data-loss', text);
      }
      return { picture: decodePng(bytes), objects };
    }),
  );
  // The manifest's schema lets no empty list through.
  return known as unknown as KnownPictures;
}
