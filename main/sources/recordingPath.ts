import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoSource, FileSource } from '../../app/camera/sourceUrl.ts';

/** The films of the demo site, one `NAME.mp4` each; in a packaged desktop they lie beside the archive. */
export const demoFilmFolder = fileURLToPath(new URL('../demo/loops/', import.meta.url)).replace(
  `${sep}app.asar${sep}`,
  `${sep}app.asar.unpacked${sep}`,
);

/** The file on this computer that a recording is played from. */
export function recordingPath(source: FileSource | DemoSource): string {
  return source.scheme === 'file' ? source.path : join(demoFilmFolder, `${source.name}.mp4`);
}
