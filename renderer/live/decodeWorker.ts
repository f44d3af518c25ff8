import type { Client } from '../../app/contracts/contract.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { videoContract } from '../../app/contracts/vision.ts';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import { openSocket } from '../bridge/openSocket.ts';
import { pageClock } from '../bridge/pageClock.ts';
import { every } from '../../app/base/clock.ts';
import { TileStream } from './tileStream.ts';
import type { FromWorker, Presentation, ToWorker } from './workerMessages.ts';

/** The one worker that reads and decodes for all tiles of a window. It owns the video link from its opening to its end. */
const page = self as unknown as {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};
const report = (message: FromWorker): void => page.postMessage(message);
const streams = new Map<number, TileStream>();
let client: Client<typeof videoContract> | null = null;
let presentation: Presentation = 'exactBoxes';
let stationFromPageMs = 0;
/** HEVC decodes in hardware only; asked once. */
const hevc: Promise<boolean> = VideoDecoder.isConfigSupported({
  codec: 'hev1.1.6.L120.B0',
  optimizeForLatency: true,
}).then(
  ({ supported }) => supported === true,
  () => false,
);

async function useLink(message: Extract<ToWorker, { kind: 'link' }>): Promise<void> {
  try {
    const link = 'port' in message ? portLinkOf(message.port) : await openSocket(message.url);
    const mine = connect(link, videoContract);
    client = mine;
    link.onClose((reason) => {
      if (client !== mine) return;
      client = null;
      for (const stream of streams.values()) stream.connect(null, false);
      report({ kind: 'linkLost', reason });
    });
    const takesHevc = await hevc;
    if (client === mine) for (const stream of streams.values()) stream.connect(mine, takesHevc);
  } catch (thrown) {
    report({ kind: 'linkLost', reason: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

async function open({ tile, cameraId, writable }: Extract<ToWorker, { kind: 'open' }>): Promise<void> {
  const stream = new TileStream({
    tile,
    cameraId,
    writable,
    presentation,
    clock: pageClock,
    stationFromPageMs: () => stationFromPageMs,
    report,
  });
  streams.set(tile, stream);
  const takesHevc = await hevc;
  if (streams.get(tile) === stream && client) stream.connect(client, takesHevc);
}

page.addEventListener('message', ({ data: message }) => {
  if (message.kind === 'link') void useLink(message);
  else if (message.kind === 'open') void open(message);
  else if (message.kind === 'close') {
    streams.get(message.tile)?.close();
    streams.delete(message.tile);
  } else if (message.kind === 'presentation') {
    presentation = message.presentation;
    for (const stream of streams.values()) stream.presentation = presentation;
  } else stationFromPageMs = message.stationFromPageMs;
});

every(pageClock, 250, () => {
  report({ kind: 'figures', tiles: [...streams.values()].map((stream) => stream.figures()) });
});
