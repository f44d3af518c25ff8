import { get } from 'node:http';
import type { AddressRules } from '../../app/camera/addressRules.ts';
import type { Credentials } from '../../app/camera/camera.ts';
import { reasonOf, refusal } from '../../app/camera/reasonText.ts';
import { isRecording, type SourceUrl } from '../../app/camera/sourceUrl.ts';
import type { FfmpegInput, InputKind } from './ffmpegArgs.ts';
import { fileInput } from './fileKind.ts';
import { recordingPath } from './recordingPath.ts';
import type { Clock } from '../../app/base/clock.ts';
import { openSnapshotFeed } from './snapshotFeed.ts';
import { probeFile, type FileProbe } from './probeFile.ts';
import type { OpenRelay, Relay } from './relay.ts';

/** What is to be opened, as an operator set it. */
export interface InputRequest {
  readonly source: SourceUrl;
  readonly credentials: Credentials | null;
  readonly rules: AddressRules;
  /** Ports of this computer that belong to the product and are never a camera. */
  readonly ownPorts: readonly number[];
  readonly loop: boolean;
}

/** A source made ready for ffmpeg. */
export interface OpenedInput {
  readonly input: FfmpegInput;
  readonly relay: Relay | null;
  /** What a file holds; `null` for a network source, where only the stream itself can say. */
  readonly probe: FileProbe | null;
}

/** @throws AppError whose cause is a `Reason` when the source is refused or plainly not there */
export async function openInput(
  request: InputRequest,
  ffmpegPath: string,
  { openRelay, clock }: { readonly openRelay: OpenRelay; readonly clock: Clock },
): Promise<OpenedInput> {
  const { source } = request;
  if (isRecording(source)) {
    const path = recordingPath(source);
    const probe = await probeFile(path, ffmpegPath);
    return { input: fileInput(path, request.loop), relay: null, probe };
  }
  const { credentials, rules, ownPorts } = request;
  const relay = await openRelay({ sourceUrl: source.text, credentials, rules, ownPorts });
  try {
    const isHttp = source.scheme === 'http' || source.scheme === 'https';
    const kind = isHttp ? await httpKind(relay) : 'rtsp';
    if (kind === 'snapshot') {
      const feed = await openSnapshotFeed(relay, clock);
      return { input: { kind: 'multipart', location: feed.url }, relay: feed, probe: null };
    }
    return { input: { kind, location: relay.url }, relay, probe: null };
  } catch (thrown) {
    relay.close();
    throw thrown;
  }
}

const answerMs = 6000;

const recordings = ['video/mp4', 'video/quicktime', 'video/x-matroska', 'video/webm', 'video/x-msvideo'];
const playlists = ['application/vnd.apple.mpegurl', 'application/x-mpegurl', 'audio/mpegurl', 'audio/x-mpegurl'];

/** Asks once what the address serves: single pictures, pictures in a row, a recording or playlist, or a live stream. */
async function httpKind(relay: Relay): Promise<InputKind | 'snapshot'> {
  const type = await contentType(relay.url);
  if (relay.reason) throw refusal(relay.reason);
  if (type === null) throw refusal(reasonOf('timed-out'));
  if (type.startsWith('multipart/')) return 'multipart';
  if (type.startsWith('image/')) return 'snapshot';
  return [...recordings, ...playlists].some((paced) => type.startsWith(paced)) ? 'paced' : 'http';
}

function contentType(url: string): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: answerMs }, (response) => {
      resolve(response.headers['content-type']?.toLowerCase() ?? '');
      request.destroy();
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(null));
    request.once('close', () => resolve(null));
  });
}
