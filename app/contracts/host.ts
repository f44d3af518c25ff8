import { z } from 'zod';
import { call, feed } from './contract.ts';
import { processHealthSchema } from './console.ts';

/** Worker to host, over the worker's own link: what keeps it alive and what it may ask for. */
export const hostContract = {
  /** The worker's start function has finished. */
  ready: call(z.object({}), z.object({})),
  /**
   * Sent after finished work (an inference started, rows committed), never from a bare timer. `idle` says that there is
   * nothing to do: the watch is off until the next beat.
   */
  beat: call(z.object({ done: z.string() }), z.object({})),
  /** The caller ends because of this, in words for the operator. */
  lastWords: call(z.object({ problem: z.string() }), z.object({})),
  /** A planned restart of the caller, outside the restart budget: a model change. */
  restartMe: call(z.object({ why: z.string() }), z.object({})),
  /** The caller's link with this purpose closed; while both ends live, the host joins them anew. */
  linkLost: call(z.object({ purpose: z.string() }), z.object({})),
  processes: feed(z.object({}), z.array(processHealthSchema), 'latest'),
};
