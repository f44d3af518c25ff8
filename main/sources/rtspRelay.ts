import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Reason } from '../../app/camera/cameraState.ts';
import type { Relay } from './relay.ts';
import type { RtspRelayOptions } from './relayOptions.ts';
import { RtspRelaySession } from './rtspRelaySession.ts';

/** Connections that are open without having shown the token. */
const mostStrangers = 4;

/**
 * An RTSP relay for one player: listens on 127.0.0.1, serves the first connection that knows the token in the URL's
 * path and refuses all others.
 */
export async function openRtspRelay(options: RtspRelayOptions): Promise<Relay> {
  const token = randomBytes(18).toString('base64url');
  const sessions = new Set<RtspRelaySession>();
  let served: RtspRelaySession | null = null;
  // With a mark of one byte `drain` says that all has gone, which is when the camera may be read again.
  const server = createServer({ noDelay: true, highWaterMark: 1 }, (player: Socket) => {
    if (served || sessions.size >= mostStrangers) return void player.destroy();
    const session = new RtspRelaySession(player, { ...options, local }, () => {
      if (served) return false;
      served = session;
      // The others have shown nothing: whoever they are, they are not the player.
      for (const other of sessions) if (other !== session) other.close();
      return true;
    });
    sessions.add(session);
    player.on('close', () => sessions.delete(session));
  });
  const port = await listenOnLoopback(server);
  const local = `rtsp://127.0.0.1:${port}/${token}`;
  return {
    url: local,
    get reason(): Reason | null {
      return served?.reason ?? null;
    },
    get owed(): Reason | null {
      return served?.owed ?? null;
    },
    close() {
      server.close();
      for (const session of sessions) session.close();
    },
  };
}

/** The free port that was taken. */
export async function listenOnLoopback(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
