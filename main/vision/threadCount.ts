import { availableParallelism } from 'node:os';

/**
 * Inference threads for a backend. On a CPU several one-thread sessions beat one session of many threads; live video
 * leaves one core to decoding and the page. A GPU is fed by two sessions, so that one fills while the other runs, but
 * WebGPU's sessions share one context and must not run side by side.
 */
export function inferenceThreads(backend: string, use: 'live' | 'offline'): number {
  if (backend === 'cpu') return Math.max(1, use === 'live' ? availableParallelism() - 1 : availableParallelism());
  return backend === 'cuda' || backend === 'dml' ? 2 : 1;
}
