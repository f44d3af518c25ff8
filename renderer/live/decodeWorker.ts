import '../bridge/withoutEval.ts';
import type { Client } from '../../app/contracts/contract.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { videoContract } from '../../app/contracts/vision.ts';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import { openSocket } from '../bridge/openSocket.ts';
import { pageClock } from '../bridge/pageClock.ts';
import { every } from '../../app/base/clock.ts';
import { type DecoderAbilities, TileStream } from './tileStream.ts';
import type { FromWorker, Presentation, ToWorker } from './workerMessages.ts';

/** The one worker that reads and decodes for all tiles of a window. It owns the video link from its opening to its end. */
const page = self as unknown as {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};
const report = (message: FromWorker): void => page.postMessage(message);
/** Tiles that were opened and not closed again, also while their stream is still being made. */
const wanted = new Set<number>();
const streams = new Map<number, TileStream>();
let client: Client<typeof videoContract> | null = null;
let presentation: Presentation = 'exactBoxes';
let stationFromPageMs = 0;
const abilities: Promise<DecoderAbilities> = findAbilities();

/** HEVC decodes in hardware only, and not everywhere. */
async function findAbilities(): Promise<DecoderAbilities> {
  const [hevc, hardware] = await Promise.all([
    can({ codec: 'hev1.1.6.L120.B0' }),
    can({ codec: 'avc1.64001f', hardwareAcceleration: 'prefer-hardware' }),
  ]);
  return { hevc, hardware };
}

async function can(config: VideoDecoderConfig): Promise<boolean> {
  try {
    return (await VideoDecoder.isConfigSupported(config)).supported === true;
  } catch {
    return false;
  }
}

async function useLink(message: Extract<ToWorker, { kind: 'link' }>): Promise<void> {
  try {
    const link = 'port' in message ? portLinkOf(message.port) : await openSocket(message.url);
    const mine = connect(link, videoContract);
    client = mine;
    link.onClose((reason) => {
      if (client !== mine) return;
      client = null;
      for (const stream of streams.values()) stream.connect(null);
      report({ kind: 'linkLost', reason });
    });
    for (const stream of streams.values()) stream.connect(mine);
  } catch (thrown) {
    report({ kind: 'linkLost', reason: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

async function open({ tile, cameraId, writable }: Extract<ToWorker, { kind: 'open' }>): Promise<void> {
  wanted.add(tile);
  const options = { tile, cameraId, writable, clock: pageClock, stationFromPageMs: () => stationFromPageMs, report };
  const found = await abilities;
  if (!wanted.has(tile)) return;
  const stream = new TileStream({ ...options, abilities: found, presentation });
  streams.set(tile, stream);
  stream.connect(client);
}

page.addEventListener('message', ({ data: message }) => {
  if (message.kind === 'link') void useLink(message);
  else if (message.kind === 'open') void open(message);
  else if (message.kind === 'close') {
    wanted.delete(message.tile);
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
