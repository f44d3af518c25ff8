import { dirname, join, relative, resolve, sep } from 'node:path';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const source = join(root, 'main');
const built = join(root, 'dist/electron');

/** Other processes' entry files; files that are started by a literal `new URL('….ts', import.meta.url)` join them. */
const entries = ['electron.ts', 'host/loopWatchdogThread.ts', 'workers/console.ts', 'workers/vision.ts'];

/**
 * The build keeps the tree of main/, so a source file's address of another file changes only in what lies outside:
 * `.ts` files are built too and become `.js`; everything else (models, the page, package.json) stays where it is.
 */
function filesByUrl(): Plugin {
  const literal = /new URL\((['"])(\.[^'"]*)\1, import\.meta\.url\)/g;
  return {
    name: 'its-files-by-url',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(source + sep)) return null;
      const here = join(built, relative(source, dirname(id)));
      return code.replace(literal, (whole, _quote, address: string) => {
        const target = resolve(dirname(id), address);
        if (!address.endsWith('.ts')) return urlFrom(here, target, address.endsWith('/'));
        if (!target.startsWith(source + sep)) return whole;
        this.emitFile({ type: 'chunk', id: target, name: relative(source, target).replace(/\.ts$/, '') });
        return urlFrom(here, join(built, relative(source, target)).replace(/\.ts$/, '.js'), false);
      });
    },
  };
}

function urlFrom(folder: string, target: string, isFolder: boolean): string {
  const path = relative(folder, target).split(sep).join('/');
  return `new URL(${JSON.stringify(`${path.startsWith('.') ? path : `./${path}`}${isFolder ? '/' : ''}`)}, import.meta.url)`;
}

/** The desktop: `vite build --app -c .vite.electron.config.ts` makes dist/electron. */
export default defineConfig({
  root,
  publicDir: false,
  logLevel: 'warn',
  environments: {
    main: {
      consumer: 'server',
      build: {
        ssr: true,
        outDir: built,
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: entries.map((name) => join(source, name)),
          external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[a-z]:/i.test(id),
          plugins: [filesByUrl()],
          output: { format: 'es', preserveModules: true, preserveModulesRoot: source, entryFileNames: '[name].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        ssr: true,
        outDir: built,
        emptyOutDir: false,
        target: 'chrome146',
        minify: false,
        rolldownOptions: {
          input: join(source, 'preload.ts'),
          external: [/^electron/],
          output: { format: 'cjs', entryFileNames: 'preload.cjs' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload'] as const) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
