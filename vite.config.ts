import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome146', chunkSizeWarningLimit: 1200 },
  test: {
    root: '.',
    projects: [
      {
        test: {
          name: 'node',
          globalSetup: './main/setup/pageForTests.mjs',
          environment: 'node',
          include: ['app/**/*.test.ts', 'main/**/*.test.ts', 'e2e/**/*.test.ts'],
          testTimeout: 60_000,
          // Most suites run real processes, cameras and browsers; a machine that stands still for a moment is no fault.
          retry: 1,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'page',
          environment: 'jsdom',
          testTimeout: 60_000,
          include: ['renderer/**/*.test.{ts,tsx}'],
          maxWorkers: 2,
        },
      },
    ],
  },
});
