import { fileURLToPath } from 'node:url';

/**
 * Absolute path of the file that another process or thread of the product starts with. The desktop build keeps the
 * tree of main/ and changes `.ts` to `.js`.
 * @param name relative to main/, without extension: `workers/vision`
 */
export function entryFile(name: string): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(`../${name}${here.endsWith('.ts') ? '.ts' : '.js'}`, here));
}
