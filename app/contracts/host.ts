import { z } from 'zod';
import { call, feed } from './contract.ts';
import { processHealthSchema } from './console.ts';

/** A process for one piece of work that may crash, hang or swell: started, answered once, gone. */
export const throwAwayRequestSchema = z.object({
  /** A name in the host's table of modules. */
  module: z.string().max(40),
  /** For the module; the host does not look into it. */
  options: z.unknown(),
  /** The process is ended after this long, ms; waiting for its turn does not count. */
  maxWallMs: z.number().positive().max(600_000),
});
export type ThrowAwayRequest = z.infer<typeof throwAwayRequestSchema>;

/** How a throw-away process ended. */
export const throwAwayEndSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), answer: z.unknown() }),
  /** By itself and without an answer; both `null` when it could not be started. */
  z.object({ kind: z.literal('ended'), code: z.int().nullable(), signal: z.string().nullable() }),
  z.object({ kind: z.literal('overTime') }),
]);
export type ThrowAwayEnd = z.infer<typeof throwAwayEndSchema>;

/** Throw-away process to host, over its own link. */
export const throwAwayContract = {
  answer: call(z.object({ answer: z.unknown() }), z.object({})),
};

/** A process for one piece of work that takes its time: it says how far it is, and ends when nobody follows it any more. */
const sideJobRequestSchema = z.object({
  /** A name in the host's table of modules. */
  module: z.string().max(40),
  /** For the module; the host does not look into it. */
  options: z.unknown(),
});
export type SideJobRequest = z.infer<typeof sideJobRequestSchema>;

/** What a side job's follower is told; `answered` and `ended` come once, last. */
const sideJobNewsSchema = z.discriminatedUnion('kind', [
  /** For another side job to end. */
  z.object({ kind: z.literal('waits') }),
  z.object({ kind: z.literal('progress'), progress: z.unknown() }),
  z.object({ kind: z.literal('answered'), answer: z.unknown() }),
  /** By itself and without an answer; both `null` when it could not be started. */
  z.object({ kind: z.literal('ended'), code: z.int().nullable(), signal: z.string().nullable() }),
]);
export type SideJobNews = z.infer<typeof sideJobNewsSchema>;

/** Side job to host, over its own link. */
export const sideJobContract = {
  progress: call(z.object({ progress: z.unknown() }), z.object({})),
  answer: call(z.object({ answer: z.unknown() }), z.object({})),
};

/** Worker to host, over the worker's own link: what keeps it alive and what it may ask for. */
export const hostContract = {
  /** The worker's start function has finished. */
  ready: call(z.object({}), z.object({})),
  /**
   * Sent after finished work (an inference started, rows committed), never from a bare timer. `idle` says that there is
   * nothing to do; a watched worker goes on saying so, else it stands still.
   */
  beat: call(z.object({ done: z.string() }), z.object({})),
  /** The caller ends because of this, in words for the operator. */
  lastWords: call(z.object({ problem: z.string() }), z.object({})),
  /** A planned restart of the caller, outside the restart budget: a model change. */
  restartMe: call(z.object({ why: z.string() }), z.object({})),
  /** The caller's link with this purpose closed; while both ends live, the host joins them anew. */
  linkLost: call(z.object({ purpose: z.string() }), z.object({})),
  /**
   * Runs a throw-away process, outside the restart budget; one after the other, in the order of the calls. It ends with
   * its caller. Errors: `invalid-argument` (no such module), `resource-exhausted` (too many wait).
   */
  throwAway: call(throwAwayRequestSchema, throwAwayEndSchema),
  /**
   * Runs a side job, outside the restart budget; one after the other, in the order in which they were asked for. It is
   * ended when the feed is stopped or its caller ends. Errors: as those of `throwAway`.
   */
  sideJob: feed(sideJobRequestSchema, sideJobNewsSchema, 'latest'),
  /** Starts the workers that a start in safe mode held back; does nothing when none is. */
  startHeldBack: call(z.object({}), z.object({})),
  processes: feed(z.object({}), z.array(processHealthSchema), 'latest'),
};
