import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameAddress } from './ffmpegArgs.ts';

/** A place where one ffmpeg can serve frames to us and to nobody else. */
export interface FrameFolder {
  readonly address: FrameAddress;
  remove(): Promise<void>;
}

/** A socket in a new folder of mode 0700; a loopback port where the platform has no such sockets. */
export async function makeFrameFolder(platform: NodeJS.Platform = process.platform): Promise<FrameFolder> {
  if (platform === 'win32') {
    return { address: { tcpPort: await freePort() }, remove: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'its-frames-'));
  return {
    address: { unixPath: join(folder, 'frames') },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
