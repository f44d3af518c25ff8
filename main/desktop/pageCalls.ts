import type { IpcMain, IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import { TokenBucket } from '../../app/contracts/tokenBucket.ts';
import { pageOrigin } from './pageOrigin.ts';

/** A page that asked, checked. */
export interface AskingPage {
  /** `window-3`; given by the host. */
  readonly callerName: string;
  readonly frame: WebFrameMain;
}

/** What pages may ask the host for, by channel. The argument is not checked yet. */
export type PageCalls = Readonly<Record<string, (page: AskingPage, argument: unknown) => void>>;

export interface PageCallOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** The name of a window of ours; undefined for every other web contents. */
  readonly nameOf: (contents: WebContents) => string | undefined;
  /** Off only in tests that show what it is for. */
  readonly checkSender?: boolean;
}

const asksPerS = 20;
const asksAtOnce = 60;

/**
 * The one place where the main process listens to pages. Everything is refused but calls of the main frame of a window
 * of ours, at the page's own origin, at a human rate. Returns how many were refused.
 */
export function answerPages(
  ipcMain: IpcMain,
  calls: PageCalls,
  options: PageCallOptions,
): { readonly refused: number } {
  const { clock, log, nameOf, checkSender = true } = options;
  const buckets = new WeakMap<WebContents, TokenBucket>();
  let refused = 0;

  function asking(event: IpcMainEvent): AskingPage | string {
    // Read at once: it is null as soon as the frame navigated away.
    const frame = event.senderFrame;
    const callerName = nameOf(event.sender);
    if (!frame) return 'the frame is gone';
    if (!checkSender) return { callerName: callerName ?? 'unknown', frame };
    if (callerName === undefined) return 'not a window of ours';
    if (frame !== event.sender.mainFrame) return 'not the main frame';
    if (frame.origin !== pageOrigin) return `foreign origin ${frame.origin}`;
    return { callerName, frame };
  }
  function tooFast(contents: WebContents): boolean {
    let bucket = buckets.get(contents);
    if (!bucket) {
      bucket = new TokenBucket({ clock, perS: asksPerS, burst: asksAtOnce, cutAfterMs: Number.POSITIVE_INFINITY });
      buckets.set(contents, bucket);
    }
    return bucket.take() !== 'take';
  }

  for (const [channel, call] of Object.entries(calls)) {
    ipcMain.on(channel, (event: IpcMainEvent, argument: unknown) => {
      const page = tooFast(event.sender) ? 'too many calls' : asking(event);
      if (typeof page !== 'string') return call(page, argument);
      refused++;
      // A flood of refusals is not a flood of lines.
      if (refused <= asksAtOnce) log.log('warn', 'A call of a page was refused', { channel, why: page });
    });
  }
  return {
    get refused() {
      return refused;
    },
  };
}
