import { AppError } from '../base/error.ts';
import { silentLog } from '../base/log.ts';
import type { Log } from '../base/log.ts';
import type { CallSpec, Caller, Contract, FeedSink, FeedSpec, FeedStop, Implementation } from './contract.ts';
import { objectionTo } from './hostileKeys.ts';
import type { Link } from './link.ts';
import { errorAnswer, requestOf } from './rpcMessage.ts';
import type { Answer, Request } from './rpcMessage.ts';
import { ServedFeed, usualLimits } from './servedFeed.ts';
import type { FeedLimits } from './servedFeed.ts';
import { TokenBucket } from './tokenBucket.ts';
import type { RateLimit } from './tokenBucket.ts';

export interface ServeOptions {
  readonly log?: Log;
  /** None: the reader may ask as fast as it can (links between our own processes). */
  readonly rate?: RateLimit;
  readonly limits?: Partial<FeedLimits>;
}

/** A link that is being served, as the health page and tests see it. */
export interface ServedLink {
  /** Messages that were no request at all; they are ignored. */
  readonly malformed: number;
  /** Requests over the rate limit. */
  readonly refused: number;
  readonly openFeeds: number;
}

type CallBody = (args: unknown, caller: Caller) => unknown;
type FeedBody = (args: unknown, sink: FeedSink<unknown>, caller: Caller) => FeedStop | Promise<FeedStop>;

/**
 * Answers a contract on a link until the link closes. Arguments are parsed here; what the other end sends can make
 * this side answer an error or ignore a message, never throw. Errors that are not AppErrors are logged and cross as
 * `internal` without their text. Items pushed into a feed must not be changed afterwards.
 */
export function serve<C extends Contract>(
  link: Link,
  contract: C,
  implementation: Implementation<C>,
  caller: Caller,
  options: ServeOptions = {},
): ServedLink {
  const log = (options.log ?? silentLog).with({ caller: caller.name });
  const bucket = options.rate && new TokenBucket(options.rate);
  const limits = { ...usualLimits, ...options.limits };
  const feeds = new Map<number, ServedFeed>();
  let closed = false;
  let malformed = 0;
  let refused = 0;

  function answer(message: Answer): void {
    if (!closed) link.send(message);
  }
  function answerValue(message: Answer & { kind: 'reply' | 'item' }, name: string): void {
    try {
      answer(message);
    } catch (thrown) {
      answer(errorAnswer(message.id, crossing(thrown, name)));
    }
  }
  function crossing(thrown: unknown, name: string): AppError {
    if (thrown instanceof AppError) return thrown;
    log.log('error', `"${name}" failed unexpectedly`, { problem: withoutSecrets(problemOf(thrown)) });
    return new AppError('internal', 'Something went wrong inside the station; its log says more.');
  }

  async function runCall(id: number, name: string, spec: CallSpec, given: unknown): Promise<void> {
    try {
      const args = parsedArgs(name, spec, given);
      const body = implementation[name] as unknown as CallBody;
      const value = await body.call(implementation, args, caller);
      answerValue({ kind: 'reply', id, value }, name);
    } catch (thrown) {
      answer(errorAnswer(id, crossing(thrown, name)));
    }
  }

  async function runFeed(id: number, name: string, spec: FeedSpec, given: unknown): Promise<void> {
    if (feeds.has(id)) {
      malformed++;
      return;
    }
    const feed = new ServedFeed(spec.whenSlow, limits, {
      item: (value) => answerValue({ kind: 'item', id, value }, name),
      end: (error) => {
        feeds.delete(id);
        answer(error ? errorAnswer(id, crossing(error, name)) : { kind: 'end', id });
      },
    });
    feeds.set(id, feed);
    try {
      const args = parsedArgs(name, spec, given);
      const body = implementation[name] as unknown as FeedBody;
      const stop = await body.call(implementation, args, feed, caller);
      feed.stopWith(() => stopSafely(stop, name));
    } catch (thrown) {
      feed.end(crossing(thrown, name));
    }
  }
  function stopSafely(stop: FeedStop, name: string): void {
    try {
      stop();
    } catch (thrown) {
      log.log('error', `"${name}" did not stop in order`, { problem: withoutSecrets(problemOf(thrown)) });
    }
  }

  function take(request: Request): void {
    if (request.kind === 'ack') return feeds.get(request.id)?.acknowledged(request.taken);
    if (request.kind === 'stop') {
      const feed = feeds.get(request.id);
      feeds.delete(request.id);
      return feed?.leave();
    }
    const { id, name, args } = request;
    const spec = Object.hasOwn(contract, name) ? contract[name] : undefined;
    if (request.kind === 'call' && spec?.kind === 'call') return void runCall(id, name, spec, args);
    if (request.kind === 'open' && spec?.kind === 'feed') return void runFeed(id, name, spec, args);
    answer(
      errorAnswer(
        id,
        new AppError(
          'unimplemented',
          `This link does not offer the ${request.kind === 'call' ? 'call' : 'feed'} "${name}".`,
        ),
      ),
    );
  }

  link.onMessage((message) => {
    if (closed) return;
    const verdict = bucket?.take() ?? 'take';
    if (verdict !== 'take') {
      refused++;
      if (verdict === 'cut') {
        log.log('warn', 'Link closed: it asked too fast for too long', { refused });
        return link.close('asked too fast for too long');
      }
      if (verdict === 'ignore') return;
    }
    const request = requestOf(message);
    if (!request) {
      malformed++;
      if (malformed === 1) log.log('warn', 'A message that is no request was ignored; further ones are only counted');
      return;
    }
    if (verdict === 'take') return take(request);
    if (request.kind === 'call' || request.kind === 'open') {
      answer(
        errorAnswer(
          request.id,
          new AppError('resource-exhausted', 'Too many requests at once; wait a moment and try again.'),
        ),
      );
    } else take(request);
  });
  link.onClose(() => {
    closed = true;
    for (const feed of feeds.values()) feed.leave();
    feeds.clear();
  });
  return {
    get malformed() {
      return malformed;
    },
    get refused() {
      return refused;
    },
    get openFeeds() {
      return feeds.size;
    },
  };
}

function parsedArgs(name: string, spec: CallSpec | FeedSpec, given: unknown): unknown {
  const objection = objectionTo(given);
  if (objection !== null) throw new AppError('invalid-argument', `"${name}" was refused: ${objection}.`);
  const parsed = spec.args.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
  throw new AppError('invalid-argument', `"${name}" was refused${where}: ${issue?.message ?? 'wrong arguments'}.`);
}

function problemOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

/** User info in URLs is the one secret that foreign errors are known to quote. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^\s/@]*@/g, '//…@');
}
