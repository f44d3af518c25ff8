import type { Clock } from '../base/clock.ts';
import { AppError } from '../base/error.ts';
import { silentLog } from '../base/log.ts';
import type { Log } from '../base/log.ts';
import type { Client, Contract, FeedListener, FeedSpec, CallSpec, Subscription } from './contract.ts';
import type { Link } from './link.ts';
import { answerOf, creditOf } from './rpcMessage.ts';
import type { Answer, Request } from './rpcMessage.ts';

export interface ConnectOptions {
  readonly log?: Log;
  /** A call that is not answered in time fails with `deadline-exceeded`. None: calls wait until the link closes. */
  readonly timeout?: {
    readonly clock: Clock;
    readonly ms: number;
    readonly msByCall?: Readonly<Record<string, number>>;
  };
}

interface Pending {
  readonly name: string;
  readonly spec: CallSpec;
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

interface OpenFeed {
  readonly name: string;
  readonly spec: FeedSpec;
  readonly listener: FeedListener<unknown>;
  taken: number;
}

const wrongAnswer = (name: string): AppError =>
  new AppError(
    'internal',
    `The answer to "${name}" has the wrong form; both ends of the link must be of the same version.`,
  );

/**
 * The reading side of a contract. Replies and items are parsed here. When the link closes, waiting calls and open
 * feeds fail with `unavailable`, and so does everything asked later.
 */
export function connect<C extends Contract>(link: Link, contract: C, options: ConnectOptions = {}): Client<C> {
  const log = options.log ?? silentLog;
  const calls = new Map<number, Pending>();
  const feeds = new Map<number, OpenFeed>();
  let nextId = 1;
  let closedBecause: string | undefined;

  const gone = (): AppError =>
    new AppError('unavailable', `The connection to the station was lost (${closedBecause ?? 'unknown cause'}).`);

  function ask(request: Request): void {
    if (closedBecause === undefined) link.send(request);
  }

  function call(name: string, spec: CallSpec, args: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (closedBecause !== undefined) return reject(gone());
      const id = nextId++;
      const cancelTimeout = startTimeout(id, name);
      calls.set(id, {
        name,
        spec,
        resolve: (value) => {
          cancelTimeout?.();
          resolve(value);
        },
        reject: (error) => {
          cancelTimeout?.();
          reject(error);
        },
      });
      try {
        ask({ kind: 'call', id, name, args });
      } catch (thrown) {
        settle(id)?.reject(new AppError('invalid-argument', `"${name}" cannot be sent.`, { cause: thrown }));
      }
    });
  }
  function startTimeout(id: number, name: string): (() => void) | undefined {
    const timeout = options.timeout;
    if (!timeout) return undefined;
    const ms = timeout.msByCall?.[name] ?? timeout.ms;
    return timeout.clock.after(ms, () => {
      const late = new AppError('deadline-exceeded', `The station did not answer "${name}" within ${ms / 1000} s.`);
      settle(id)?.reject(late);
    });
  }
  function settle(id: number): Pending | undefined {
    const pending = calls.get(id);
    calls.delete(id);
    return pending;
  }

  function subscribe(name: string, spec: FeedSpec, args: unknown, listener: FeedListener<unknown>): Subscription {
    const id = nextId++;
    feeds.set(id, { name, spec, listener, taken: 0 });
    // Later, never inside subscribe: callers use the returned subscription in `end`.
    if (closedBecause !== undefined) void Promise.resolve().then(() => endFeed(id, gone()));
    else {
      try {
        ask({ kind: 'open', id, name, args });
      } catch (thrown) {
        const error = new AppError('invalid-argument', `"${name}" cannot be sent.`, { cause: thrown });
        void Promise.resolve().then(() => endFeed(id, error));
      }
    }
    return {
      stop() {
        if (feeds.delete(id)) ask({ kind: 'stop', id });
      },
    };
  }
  function endFeed(id: number, error: AppError | undefined): void {
    const feed = feeds.get(id);
    feeds.delete(id);
    if (feed) guarded(feed.name, () => feed.listener.end?.(error));
  }
  function takeItem(id: number, feed: OpenFeed, value: unknown): void {
    const parsed = feed.spec.item.safeParse(value);
    if (!parsed.success) {
      ask({ kind: 'stop', id });
      return endFeed(id, wrongAnswer(feed.name));
    }
    guarded(feed.name, () => feed.listener.item(parsed.data));
    feed.taken++;
    if (feed.taken % creditOf[feed.spec.whenSlow].ackEvery === 0) ask({ kind: 'ack', id, taken: feed.taken });
  }
  /** A listener's own mistake must not stop the link that other listeners share. */
  function guarded(name: string, listen: () => void): void {
    try {
      listen();
    } catch (thrown) {
      log.log('error', `A listener of "${name}" failed`, { problem: thrown instanceof Error ? thrown.stack : thrown });
    }
  }

  function take(answer: Answer): void {
    const feed = feeds.get(answer.id);
    if (feed) {
      if (answer.kind === 'item') takeItem(answer.id, feed, answer.value);
      else if (answer.kind === 'error') endFeed(answer.id, new AppError(answer.code, answer.message));
      else if (answer.kind === 'end') endFeed(answer.id, undefined);
      return;
    }
    if (answer.kind !== 'reply' && answer.kind !== 'error') return;
    const pending = settle(answer.id);
    if (!pending) return;
    if (answer.kind === 'error') return pending.reject(new AppError(answer.code, answer.message));
    const parsed = pending.spec.reply.safeParse(answer.value);
    if (parsed.success) pending.resolve(parsed.data);
    else pending.reject(wrongAnswer(pending.name));
  }

  link.onMessage((message) => {
    const answer = answerOf(message);
    if (answer) take(answer);
    else log.log('warn', 'A message that is no answer was ignored');
  });
  link.onClose((reason) => {
    closedBecause = reason;
    // Copies: a listener may subscribe anew, which is answered on its own.
    for (const id of Array.from(calls.keys())) settle(id)?.reject(gone());
    for (const id of Array.from(feeds.keys())) endFeed(id, gone());
  });

  const client = Object.entries(contract).map(([name, spec]) => [
    name,
    spec.kind === 'call'
      ? (args: unknown) => call(name, spec, args)
      : (args: unknown, listener: FeedListener<unknown>) => subscribe(name, spec, args, listener),
  ]);
  return Object.freeze(Object.fromEntries(client)) as Client<C>;
}
