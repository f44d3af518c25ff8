import type { BackOffPolicy } from '../../app/base/backOff.ts';
import { backOffMs } from '../../app/base/backOff.ts';
import type { Clock } from '../../app/base/clock.ts';
import { AppError } from '../../app/base/error.ts';
import { consoleContract } from '../../app/contracts/console.ts';
import type { Client, FeedListener, Subscription } from '../../app/contracts/contract.ts';
import type { Link } from '../../app/contracts/link.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { openLink } from './openLink.ts';
import { pageClock } from './pageClock.ts';

type ConsoleClient = Client<typeof consoleContract>;

/** How the page stands with the station. While it is not `connected` all that the page knows is of the past. */
export interface ConnectionState {
  readonly state: 'connecting' | 'connected' | 'reconnecting';
  /** Unix ms. */
  readonly sinceAtMs: number;
}

/** The page's side of the station: one client that outlives links, and how the link stands. */
export interface Station {
  /** Calls fail with `unavailable` while there is no link. Feeds stay: they are opened anew on every new link. */
  readonly console: ConsoleClient;
  readonly connection: {
    /** The same object until it changes. */
    current(): ConnectionState;
    subscribe(listener: () => void): () => void;
  };
  close(): void;
}

export interface StationOptions {
  readonly open: () => Promise<Link>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly policy: BackOffPolicy;
  /** A link with open feeds that brings nothing for this long is given up, ms; health alone comes at 2 Hz. */
  readonly silentAfterMs: number;
}

const usual: StationOptions = {
  open: () => openLink('console'),
  clock: pageClock,
  random: Math.random,
  policy: { firstMs: 500, maxMs: 5000, jitter: 0.2, resetAfterMs: 60_000 },
  silentAfterMs: 8000,
};

interface OpenFeed {
  readonly name: string;
  readonly args: unknown;
  readonly listener: FeedListener<unknown>;
  current: Subscription | null;
  cancelRetry: (() => void) | null;
}

type AnyFeed = (args: unknown, listener: FeedListener<unknown>) => Subscription;

const callTimeoutMs = 30_000;
/** Reading a slow camera or probing a model takes the station longer than a usual answer. */
const slowCallsMs = { testCamera: 60_000, importSite: 60_000, finishImport: 600_000, activateModel: 120_000 };

/** Connects and stays connected until `close`. */
export function connectStation(options: Partial<StationOptions> = {}): Station {
  const { open, clock, random, policy, silentAfterMs } = { ...usual, ...options };
  const feeds = new Set<OpenFeed>();
  const listeners = new Set<() => void>();
  let connection: ConnectionState = { state: 'connecting', sinceAtMs: clock.wallMs() };
  let current: { link: Link; client: ConsoleClient } | null = null;
  let failures = 0;
  let connectedMonoMs: number | null = null;
  let closed = false;
  let cancelTimer: (() => void) | null = null;

  function become(state: ConnectionState['state']): void {
    if (connection.state === state) return;
    connection = { state, sinceAtMs: clock.wallMs() };
    for (const listener of listeners) listener();
  }

  async function attempt(): Promise<void> {
    let link: Link;
    try {
      link = await open();
    } catch {
      return lost();
    }
    if (closed) return link.close('the page is closing');
    const watched = watchedLink(link);
    const client = connect(watched, consoleContract, {
      timeout: { clock, ms: callTimeoutMs, msByCall: slowCallsMs },
    });
    current = { link: watched, client };
    watched.onClose(() => {
      current = null;
      cancelTimer?.();
      if (!closed) lost();
    });
    connectedMonoMs = clock.monoMs();
    become('connected');
    for (const feed of feeds) subscribe(feed);
  }

  function lost(): void {
    if (connectedMonoMs !== null && clock.monoMs() - connectedMonoMs >= policy.resetAfterMs) failures = 0;
    connectedMonoMs = null;
    if (connection.state !== 'connecting') become('reconnecting');
    failures++;
    cancelTimer = clock.after(backOffMs(policy, failures, random), () => void attempt());
  }

  /** A half-open connection says nothing, for minutes: silence ends it. */
  function watchedLink(link: Link): Link {
    const watch = (): void => {
      cancelTimer?.();
      cancelTimer = clock.after(silentAfterMs, () => (feeds.size > 0 ? link.close('the station is silent') : watch()));
    };
    watch();
    return {
      ...link,
      onMessage: (listener) =>
        link.onMessage((message) => {
          watch();
          listener(message);
        }),
    };
  }

  function subscribe(feed: OpenFeed): void {
    if (!current) return;
    const { client } = current;
    const read = client[feed.name as keyof ConsoleClient] as unknown as AnyFeed;
    feed.current = read(feed.args, {
      item: (item) => feed.listener.item(item),
      end: (error) => ended(feed, client, error),
    });
  }

  function ended(feed: OpenFeed, client: ConsoleClient, error: Error | undefined): void {
    feed.current = null;
    if (closed || !feeds.has(feed) || current?.client !== client) return;
    if (error instanceof AppError && forGood.has(error.code)) {
      feeds.delete(feed);
      return feed.listener.end?.(error);
    }
    feed.cancelRetry = clock.after(policy.firstMs, () => subscribe(feed));
  }

  function openFeed(name: string, args: unknown, listener: FeedListener<unknown>): Subscription {
    const feed: OpenFeed = { name, args, listener, current: null, cancelRetry: null };
    feeds.add(feed);
    subscribe(feed);
    return {
      stop() {
        feeds.delete(feed);
        feed.cancelRetry?.();
        feed.current?.stop();
      },
    };
  }

  function call(name: string, args: unknown): Promise<unknown> {
    if (!current) {
      return Promise.reject(
        new AppError('unavailable', 'The station is not reachable at the moment; try again when it is back.'),
      );
    }
    const callNow = current.client[name as keyof ConsoleClient] as unknown as (args: unknown) => Promise<unknown>;
    return callNow(args);
  }

  const client = Object.fromEntries(
    Object.entries(consoleContract).map(([name, spec]) => [
      name,
      spec.kind === 'call'
        ? (args: unknown) => call(name, args)
        : (args: unknown, listener: FeedListener<unknown>) => openFeed(name, args, listener),
    ]),
  );
  void attempt();
  return {
    console: Object.freeze(client) as unknown as ConsoleClient,
    connection: {
      current: () => connection,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    close() {
      closed = true;
      cancelTimer?.();
      current?.link.close('the page is closing');
    },
  };
}

/** Asking again would bring the same answer. */
const forGood: ReadonlySet<string> = new Set([
  'permission-denied',
  'unauthenticated',
  'invalid-argument',
  'unimplemented',
]);
