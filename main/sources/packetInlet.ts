import type { Readable } from 'node:stream';
import { ptsOffsetS } from './ffmpegArgs.ts';
import type { NutStream } from './nutHeaders.ts';
import { NutReader } from './nutReader.ts';

/** One whole packet of encoded video. */
export interface WholePacket {
  /** PTS that ffmpeg gave it, µs. */
  readonly ffmpegPtsUs: number;
  readonly keyframe: boolean;
  readonly bytes: Uint8Array;
}

export interface PacketListener {
  stream(header: NutStream): void;
  packet(packet: WholePacket): void;
}

/** Reads the encoded packets that ffmpeg writes into a pipe, as fast as they come. */
export function readPackets(pipe: Readable, listener: PacketListener): void {
  let bytes = new Uint8Array(0);
  let filled = 0;
  let head = { ffmpegPtsUs: 0, keyframe: false };
  const reader = new NutReader({
    stream: (header) => {
      if (header.video) listener.stream(header);
    },
    packetStart: ({ ptsUs, keyframe, size }) => {
      head = { ffmpegPtsUs: ptsUs - ptsOffsetS * 1_000_000, keyframe };
      bytes = new Uint8Array(size);
      filled = 0;
      return true;
    },
    payload: (piece) => {
      bytes.set(piece, filled);
      filled += piece.length;
    },
    packetEnd: () => listener.packet({ ...head, bytes }),
    corrupt: () => undefined,
  });
  pipe.on('data', (piece: Uint8Array) => reader.push(piece));
  pipe.on('error', () => undefined); // the end of the process says what happened
}
