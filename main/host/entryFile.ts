import { fileURLToPath } from 'node:url';

/**
 * Absolute path of the file that another process or thread of the product starts with.
 * From source that is `main/<name>.ts`; in the desktop build all entry files lie in one tree of their own, as `.js`.
 * @param name relative to main/, without extension: `workers/vision`
 */
export function entryFile(name: string): string {
  const here = import.meta.url;
  return fileURLToPath(here.endsWith('.ts') ? new URL(`../${name}.ts`, here) : new URL(`./${name}.js`, here));
}
