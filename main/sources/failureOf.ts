import { AppError } from '../../app/base/error.ts';
import { reasonSchema, type FailureCode, type Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import type { InputKind } from './ffmpegArgs.ts';
import type { Exit } from './ffmpegProcess.ts';

/** All that is known of a session that ended without being asked to. */
export interface Ending {
  readonly kind: InputKind;
  readonly exit: Exit;
  /** ffmpeg's last lines. */
  readonly lines: readonly string[];
  /** The relay knows more exactly than ffmpeg what a network camera did. */
  readonly relayReason: Reason | null;
  /** What a network camera had not sent yet; ffmpeg does not tell late from wrong. */
  readonly owed: Reason | null;
  /** A picture had come. */
  readonly opened: boolean;
}

/** ffmpeg's words, first match wins; the detail is for the operator. Written for ffmpeg 5.1 to 8. */
const words: readonly { readonly pattern: RegExp; readonly code: FailureCode; readonly detail?: string }[] = [
  { pattern: /exceeds specified max pixel count|Picture size \d+x\d+ is invalid/, code: 'picture-too-large' },
  {
    pattern: /Cannot allocate memory|malloc of size|Error allocating|failed to map segment|thread_encoder_init failed/i,
    code: 'out-of-memory',
  },
  { pattern: /401 Unauthorized|403 Forbidden/, code: 'credentials' },
  { pattern: /404 Not Found/, code: 'not-found' },
  { pattern: /Connection refused/, code: 'refused' },
  { pattern: /No route to host|Network is unreachable/, code: 'unreachable' },
  { pattern: /Connection timed out|Operation timed out/, code: 'timed-out' },
  { pattern: /No such file or directory/, code: 'file-missing' },
  { pattern: /Permission denied/, code: 'file-unreadable', detail: 'This computer does not permit reading it.' },
  { pattern: /Is a directory/, code: 'file-unreadable', detail: 'It is a folder.' },
  { pattern: /matches no streams|does not contain any stream/, code: 'no-video' },
  { pattern: /Unknown encoder/, code: 'decoder-missing', detail: 'This ffmpeg cannot encode H.264 (libx264).' },
  {
    pattern: /moov atom not found/,
    code: 'file-unreadable',
    detail: 'The recording was cut off before it was finished.',
  },
];

const formatRefused = /\[(\w+)[^\]]*\] Format not on whitelist/;
const codecRefused = /\[(\w+)[^\]]*\] Codec \(\w+\) not on whitelist/;

/** Foreign errors become a `Reason` here and nowhere else. `null`: the source came to its end in order. */
export function failureOf(ending: Ending): Reason | null {
  if (ending.relayReason) return ending.relayReason;
  const text = ending.lines.join('\n');
  const { code, signal, missing } = ending.exit;
  if (missing) return reasonOf('decoder-missing');
  const spoken = words.find(({ pattern }) => pattern.test(text));
  const fatal = !ending.opened || code !== 0;
  if (signal) return reasonOf(spoken?.code === 'out-of-memory' ? 'out-of-memory' : 'decoder-crashed', `(${signal})`);
  if (fatal && spoken) return reasonOf(spoken.code, spoken.detail);
  const onDisk = isOnDisk(ending.kind);
  if (ending.opened) return onDisk && code === 0 ? null : reasonOf('stream-ended');
  const incomplete = incompletePicture(text);
  if (onDisk) return refusedByList(text) ?? reasonOf('file-unreadable', incomplete);
  return refusedByList(text) ?? ending.owed ?? reasonOf(incomplete ? 'no-video' : 'not-a-camera', incomplete);
}

function refusedByList(text: string): Reason | null {
  const format = formatRefused.exec(text)?.[1];
  if (format?.endsWith('_pipe')) {
    const kind = format.slice(0, -5).toUpperCase();
    return reasonOf(
      'file-unreadable',
      `It is a still picture (${kind}) whose name says otherwise.`,
      `Name it .${format.slice(0, -5).replace('jpeg', 'jpg')}.`,
    );
  }
  if (format) return reasonOf('codec-unsupported', `Its container is ${format}.`);
  const decoderMissing = /Error while opening decoder|Decoding requested, but no decoder/.test(text);
  const codec = codecRefused.exec(text)?.[1];
  return codec && decoderMissing ? reasonOf('codec-unsupported', `Its codec is ${codec}.`) : null;
}

function incompletePicture(text: string): string | undefined {
  if (/non-existing (SPS|PPS)|PPS id out of range|dimensions not set/.test(text)) {
    return 'It has no complete picture: the parameter sets that a decoder needs never come.';
  }
  return undefined;
}

/** Whether the input lies on this computer and so can come to an end in order. */
function isOnDisk(kind: InputKind): boolean {
  return kind === 'file' || kind === 'elementary' || kind === 'still' || kind === 'stillOnce';
}

/** The `Reason` that a thrown error carries as its cause, or one for an error that nobody foresaw. */
export function reasonOfError(thrown: unknown): Reason {
  const cause = reasonSchema.safeParse(thrown instanceof AppError ? thrown.cause : undefined);
  return cause.success ? cause.data : reasonOf('internal');
}
