import { spawn } from 'node:child_process';
import type { WebSocket } from 'ws';
import { serve } from '../../app/contracts/rpc.ts';
import { videoContract } from '../../app/contracts/vision.ts';
import { webSocketLinkOf } from '../../app/contracts/webSocketLink.ts';
import type { Clip } from '../fixtures/clip.ts';
import type { ClipCamera } from '../fixtures/clipCamera.ts';
import { videoOf } from '../fixtures/liveStation.ts';
import { type PageServer, servePage } from '../fixtures/pageServer.ts';

/** Serves the bench page and its control socket, the clip as a file and as MSE fragments, and the cameras. */
export async function serveLiveView(
  folder: string,
  clipPath: string,
  clip: Clip,
  cameras: ReadonlyMap<string, ClipCamera>,
  onControl: (socket: WebSocket) => void,
): Promise<PageServer> {
  return servePage({
    folder,
    files: new Map([['/clip.mp4', clipPath]]),
    onSocket: (path, socket) => {
      if (path === '/control') onControl(socket);
      else if (path === '/fragments') sendFragments(socket, clipPath, clip);
      else serve(webSocketLinkOf(socket), videoContract, videoOf(cameras), { name: 'bench' });
    },
  });
}

/** ffmpeg as the muxer, in real time: what a camera proxy does. It ends with its socket. */
function sendFragments(socket: WebSocket, clipPath: string, clip: Clip): void {
  const input = ['-v', 'error', '-re', '-stream_loop', '-1', '-i', clipPath];
  const output = ['-c', 'copy', '-an', '-movflags', 'empty_moov+frag_every_frame+default_base_moof', '-f', 'mp4', '-'];
  const ffmpeg = spawn('ffmpeg', [...input, ...output], { stdio: ['ignore', 'pipe', 'inherit'] });
  socket.on('close', () => ffmpeg.kill('SIGKILL'));
  socket.send(clip.codec);
  let rest = Buffer.alloc(0);
  let unsent = Buffer.alloc(0);
  let timescale = 1;
  ffmpeg.stdout.on('data', (piece: Buffer) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= 8 && rest.length >= rest.readUInt32BE(0)) {
      const box = rest.subarray(0, rest.readUInt32BE(0));
      const kind = box.toString('latin1', 4, 8);
      rest = rest.subarray(box.length);
      unsent = Buffer.concat([unsent, box]);
      if (kind === 'moov') timescale = timescaleOf(box);
      if (kind !== 'mdat' && kind !== 'moov') continue;
      const stamp = Buffer.alloc(8);
      stamp.writeDoubleBE((decodeTimeOf(unsent) * 1e6) / timescale);
      socket.send(Buffer.concat([stamp, unsent]));
      unsent = Buffer.alloc(0);
    }
  });
}

/** `mdhd` version 0: time scale 12 bytes after the version. */
function timescaleOf(moov: Buffer): number {
  return moov.readUInt32BE(moov.indexOf('mdhd', 0, 'latin1') + 16);
}

/** `tfdt`: decode time of the fragment; without B-frames that is when it is shown. -1 where there is none. */
function decodeTimeOf(fragment: Buffer): number {
  const at = fragment.indexOf('tfdt', 0, 'latin1');
  if (at < 0) return -1;
  return fragment[at + 4] === 1 ? Number(fragment.readBigUInt64BE(at + 8)) : fragment.readUInt32BE(at + 8);
}
