import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Most suites run real processes, cameras and browsers; a machine that stands still for a moment is no fault. */
const realProcesses = { testTimeout: 60_000, retry: 1, maxWorkers: 2 };

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
          environment: 'node',
          include: ['app/**/*.test.ts', 'main/**/*.test.ts'],
          ...realProcesses,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          globalSetup: './main/setup/pageForTests.mjs',
          include: ['e2e/**/*.test.ts'],
          ...realProcesses,
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
