import type { z } from 'zod';

/**
 * One value describes a conversation. From it come both sides' types, the parsing at the border and the rule for a
 * slow reader; `serve` and `connect` in rpc.ts are written once for every contract and every Link.
 */
export interface CallSpec<A extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly kind: 'call';
  readonly args: A;
  readonly reply: R;
}

/**
 * What happens to items when the reader falls behind its credit:
 * `latest` keeps only the newest; `every` queues up to `everyLimit` and then ends the feed with `resource-exhausted`
 * (the reader subscribes anew and gets a fresh start, never a silent hole); `gop` drops until the next item for which
 * `item.keyframe` is true and counts what it dropped.
 */
export type WhenSlow = 'latest' | 'every' | 'gop';

export interface FeedSpec<A extends z.ZodType = z.ZodType, I extends z.ZodType = z.ZodType> {
  readonly kind: 'feed';
  readonly args: A;
  readonly item: I;
  readonly whenSlow: WhenSlow;
}

export type Contract = Readonly<Record<string, CallSpec | FeedSpec>>;

export function call<A extends z.ZodType, R extends z.ZodType>(args: A, reply: R): CallSpec<A, R> {
  return { kind: 'call', args, reply };
}

export function feed<A extends z.ZodType, I extends z.ZodType>(args: A, item: I, whenSlow: WhenSlow): FeedSpec<A, I> {
  return { kind: 'feed', args, item, whenSlow };
}

/** Where a served feed puts its items. */
export interface FeedSink<I> {
  push(item: I): void;
  /** Ends the feed for good, with an error where there is one. */
  end(error?: Error): void;
  /** Items dropped for this reader so far. */
  readonly dropped: number;
}

/** Undoes a subscription; called once when the reader leaves, the link closes or the feed ended. */
export type FeedStop = () => void;

/** Who is on the other end of a link: given by the host when it grants the link, never by the other end itself. */
export interface Caller {
  /** For logs: `console`, `window-3`. */
  readonly name: string;
}

export type Implementation<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends CallSpec<infer A, infer R>
    ? (args: z.output<A>, caller: Caller) => Promise<z.input<R>> | z.input<R>
    : C[K] extends FeedSpec<infer A, infer I>
      ? (args: z.output<A>, sink: FeedSink<z.input<I>>, caller: Caller) => FeedStop | Promise<FeedStop>
      : never;
};

export interface FeedListener<I> {
  item(item: I): void;
  /** The feed ended; `error` is set unless the serving side ended it in order. Not called after `stop()`. */
  end?(error: Error | undefined): void;
}

export interface Subscription {
  stop(): void;
}

export type Client<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends CallSpec<infer A, infer R>
    ? (args: z.input<A>) => Promise<z.output<R>>
    : C[K] extends FeedSpec<infer A, infer I>
      ? (args: z.input<A>, listener: FeedListener<z.output<I>>) => Subscription
      : never;
};
