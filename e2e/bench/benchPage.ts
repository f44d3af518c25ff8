import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the page in a folder of this one, for the Chromium that the desktop has. */
export async function buildBenchPage(name: 'livePage' | 'mapPage', outDir: string): Promise<void> {
  await build({
    root: fileURLToPath(new URL(`${name}/`, import.meta.url)),
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, target: 'chrome146' },
  });
}
