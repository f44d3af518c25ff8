import type { Socket } from 'node:net';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import type { SignInVerdict } from './httpAuth.ts';

/** Why an answer other than 200 and 401 ends the attempt; the answer's own words are not shown to anyone. */
export function reasonOfStatus(status: number): Reason {
  if (status >= 300 && status < 400) return reasonOf('redirect-refused');
  if (status === 403) return reasonOf('credentials', 'This account may not watch the stream (403).');
  if (status === 404 || status === 410 || status === 454) return reasonOf('not-found');
  if (status === 453 || status === 503) return reasonOf('refused', `It is busy (${status}).`);
  if (status === 461) return reasonOf('no-video', 'It sends video over UDP only, which is not used.');
  return reasonOf('refused', `It answers with error ${status}.`);
}

export function reasonOfSignIn(verdict: Exclude<SignInVerdict, 'retry'>): Reason {
  switch (verdict) {
    case 'none-stored':
      return reasonOf(
        'credentials',
        'It asks for them and none are stored.',
        'Enter the user name and the password in the settings of the camera.',
      );
    case 'not-accepted':
      return reasonOf('credentials');
    case 'unknown-way':
      return reasonOf('credentials', 'It asks for them in a way that is not supported; Digest and Basic are.');
  }
}

/** A camera that takes the connection and then says nothing, not even of TLS, is there. */
export function reasonOfSilence({ connecting }: Pick<Socket, 'connecting'>): Reason {
  return reasonOf(connecting ? 'unreachable' : 'timed-out');
}

/** Why a connection could not be made or broke before a stream was running. */
export function reasonOfSocketError(error: Error): Reason {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNREFUSED') return reasonOf('refused');
  if (code === 'ECONNRESET' || code === 'EPIPE') return reasonOf('refused', 'It closed the connection.');
  if (/^(ERR_SSL|ERR_TLS|EPROTO|CERT_)/.test(code)) {
    return reasonOf(
      'not-a-camera',
      'It does not speak TLS.',
      'Use rtsp:// or http:// if the camera has no encryption.',
    );
  }
  return reasonOf('unreachable');
}
