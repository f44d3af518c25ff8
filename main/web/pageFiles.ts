import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { AppError } from '../../app/base/error.ts';

const typeOf: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export interface PageFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * The built page as a table from URL path to file: what is not in the table does not exist, so that no path of a
 * request is ever joined to a folder. Throws `failed-precondition` when the page was not built.
 */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new AppError('failed-precondition', 'The page is not built. Run "npm start", or "npm run build" first.');
  }
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const contentType = typeOf[extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length).replaceAll('\\', '/').replace(/^\/?/, '/'), {
      contentType,
      bytes: readFileSync(path),
    });
  }
  return files;
}
