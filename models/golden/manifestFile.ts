import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Box } from '../../app/space/box.ts';

interface Golden {
  readonly file: string;
  readonly sha256: string;
  readonly objects: readonly { readonly classNames: readonly string[]; readonly boxInImage: Box }[];
}

const manifestFile = new URL('../manifest.json', import.meta.url);

/** Writes a known picture into `models/manifest.json`, in the place of the one of that name; the order stays. */
export function takeIntoManifest(file: string, png: Uint8Array, objects: Golden['objects']): void {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { goldenPictures: Golden[] };
  const golden = { file, sha256: createHash('sha256').update(png).digest('hex'), objects };
  const at = manifest.goldenPictures.findIndex((known) => known.file === file);
  manifest.goldenPictures.splice(at < 0 ? manifest.goldenPictures.length : at, at < 0 ? 0 : 1, golden);
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
}
