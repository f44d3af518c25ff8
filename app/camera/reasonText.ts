import { AppError, type ErrorCode } from '../base/error.ts';
import type { FailureCode, Reason } from './cameraState.ts';
import { redact } from './redact.ts';

interface Wording {
  /** What is wrong: one sentence. */
  readonly text: string;
  /** What to do about it. */
  readonly tip: string;
  /** The answer to a caller that asked for the camera. */
  readonly error: ErrorCode;
}

const wordings: Readonly<Record<FailureCode, Wording>> = {
  unreachable: {
    text: 'The camera cannot be reached.',
    tip: 'Check its power, its network cable and the address. The console tries again by itself.',
    error: 'unavailable',
  },
  refused: {
    text: 'The camera refuses the connection.',
    tip: 'Check the port, and whether too many viewers already use this camera.',
    error: 'unavailable',
  },
  credentials: {
    text: 'The camera does not accept the user name or the password.',
    tip: 'Enter them again in the settings of the camera. Some cameras lock an account for minutes after wrong tries.',
    error: 'unauthenticated',
  },
  'not-a-camera': {
    text: 'What answers at this address does not speak like a camera.',
    tip: 'Check the scheme and the port: RTSP cameras mostly use rtsp:// and port 554, web cameras http:// and port 80.',
    error: 'failed-precondition',
  },
  'not-found': {
    text: 'The camera does not know this stream.',
    tip: 'Check the path of the address, the part after the host; it stands in the manual of the camera.',
    error: 'not-found',
  },
  'redirect-refused': {
    text: 'The camera sends the viewer to another address, and that is refused for safety.',
    tip: 'Enter the address that the camera names as the address of the camera, if you trust it.',
    error: 'permission-denied',
  },
  'address-refused': {
    text: 'This address may not be used for a camera.',
    tip: 'Check the address, and the allowed camera networks in the settings.',
    error: 'permission-denied',
  },
  'url-invalid': {
    text: 'The address of the camera cannot be used.',
    tip: 'Write it like rtsp://192.168.1.20:554/stream1, http://192.168.1.20/video.mjpg or /clips/junction.mp4.',
    error: 'invalid-argument',
  },
  'no-video': {
    text: 'The camera sends no video.',
    tip: 'Choose another stream of the camera, one with video that can be sent over TCP.',
    error: 'failed-precondition',
  },
  'codec-unsupported': {
    text: 'The video is in a format that is not supported.',
    tip: 'Set the camera to H.264, H.265 or MJPEG.',
    error: 'failed-precondition',
  },
  'picture-too-large': {
    text: 'The picture is larger than 16 megapixels.',
    tip: 'Set the camera to a smaller resolution, or choose its second stream.',
    error: 'failed-precondition',
  },
  'timed-out': {
    text: 'The camera takes the connection and then does not answer.',
    tip: 'Restart the camera if this stays. The console tries again by itself.',
    error: 'deadline-exceeded',
  },
  'no-frames': {
    text: 'No new picture has come from the camera for some seconds.',
    tip: 'Check the network and the camera. The console connects again by itself.',
    error: 'unavailable',
  },
  'stream-ended': {
    text: 'The camera ended the stream.',
    tip: 'Nothing needs to be done if the camera restarts. The console connects again by itself.',
    error: 'unavailable',
  },
  'picture-changed': {
    text: 'The size or the format of the picture changed.',
    tip: 'Nothing needs to be done: the console opens the stream anew. Check the view of the camera afterwards.',
    error: 'aborted',
  },
  'clock-set-back': {
    text: 'The camera set its clock back.',
    tip: 'Nothing needs to be done: the console opens the stream anew. A camera that does it often needs a time server.',
    error: 'aborted',
  },
  'file-missing': {
    text: 'The file is not there.',
    tip: 'Check the path, and whether the disk is connected.',
    error: 'not-found',
  },
  'file-unreadable': {
    text: 'The file cannot be read as video or picture.',
    tip: 'Check the access rights of the file, and whether another player can play it.',
    error: 'failed-precondition',
  },
  'file-slow': {
    text: 'The file gave no picture within half a minute.',
    tip: 'This computer is very busy, or the disk of the file is slow: fewer cameras help. The console tries again by itself.',
    error: 'deadline-exceeded',
  },
  'decoder-crashed': {
    text: 'The decoder stopped unexpectedly.',
    tip: 'The console starts it again by itself. Report it if it happens often with this camera.',
    error: 'unavailable',
  },
  'decoder-missing': {
    text: 'The program that decodes video (ffmpeg) is not on this computer.',
    tip: 'Install ffmpeg 5.1 or newer, or run the installation of the console again.',
    error: 'failed-precondition',
  },
  'out-of-memory': {
    text: 'The computer has not enough memory for this camera.',
    tip: 'Close other programs, or choose a smaller stream of the camera.',
    error: 'resource-exhausted',
  },
  internal: {
    text: 'The console made an error with this camera.',
    tip: 'Disable the camera and enable it again. Report it if it comes back.',
    error: 'internal',
  },
};

/**
 * What an operator is told about a failure.
 * @param detail one sentence that says it more exactly than the code; secrets in URLs are removed from it
 * @param tip what to do in this very case, in place of the usual advice
 */
export function reasonOf(code: FailureCode, detail?: string, tip?: string): Reason {
  const wording = wordings[code];
  const more = detail ? ` ${oneLine(redact(detail))}` : '';
  return { code, text: wording.text + more, tip: tip ?? wording.tip };
}

/** The same as an error to throw; its cause is the reason. */
export function refusal(reason: Reason): AppError {
  return new AppError(wordings[reason.code].error, `${reason.text} ${reason.tip}`, { cause: reason });
}

/** Text from outside as one printable line of at most 200 characters. */
function oneLine(text: string): string {
  const printable = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return printable.length > 200 ? `${printable.slice(0, 199)}…` : printable;
}
