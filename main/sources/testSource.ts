import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { AddressRules } from '../../app/camera/addressRules.ts';
import type { Credentials } from '../../app/camera/camera.ts';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import { parseSource, type ParsedSource } from '../../app/camera/sourceUrl.ts';
import type { SourceTest } from '../../app/contracts/vision.ts';
import { letterboxOf, type RgbPicture } from '../../app/detect/letterbox.ts';
import type { Size } from '../../app/space/box.ts';
import { reasonOfError } from './failureOf.ts';
import { openSession, platformPorts } from './ffmpegSession.ts';
import type { SessionPorts } from './sessionOptions.ts';
import { jpegOf } from './jpegOf.ts';
import type { FrameTarget, StreamFormat } from './source.ts';
import { warningsOf } from './streamMeter.ts';

export interface SourceTestRequest {
  readonly sourceUrl: string;
  readonly credentials: Credentials | null;
  readonly rules: AddressRules;
  /** Ports of this computer that belong to the product and are never a camera. */
  readonly ownPorts: readonly number[];
  readonly clock: Clock;
  readonly log: Log;
}

const firstPictureMs = 10_000;
/** After the first picture: long enough to see a frame rate of 1. */
const measureMs = 2500;
const enoughPackets = 25;
/** The picture that is shown is at most so wide. */
const input: Size = { width: 480, height: 480 };

/** What one session showed. */
interface Seen {
  format: StreamFormat | null;
  codec: string | null;
  readonly ptsUs: number[];
  picture: RgbPicture | null;
  reason: Reason | null;
}

/** "Test before saving": opens the source, waits for its first picture and says what it is. Never rejects. */
export async function testSource(
  request: SourceTestRequest,
  ports: Omit<SessionPorts, 'clock' | 'packet'> = platformPorts,
): Promise<SourceTest> {
  const seen = await look(request, ports);
  const { format, picture } = seen;
  const ok = format !== null && picture !== null;
  request.log.log('info', 'source tested', { ok, code: seen.reason?.code });
  if (!ok) return { ...nothingSeen, reason: seen.reason ?? reasonOf('timed-out') };
  const fps = fpsOf(seen.ptsUs);
  const { width, height } = format.size;
  return {
    ok,
    reason: null,
    warnings: [...warningsOf({ width, height, fps })],
    codec: seen.codec,
    width,
    height,
    fps,
    picture: await jpegOf(picture, await ports.findFfmpeg()),
  };
}

const nothingSeen = { ok: false, warnings: [], codec: null, width: null, height: null, fps: null, picture: null };

async function look(request: SourceTestRequest, ports: Omit<SessionPorts, 'clock' | 'packet'>): Promise<Seen> {
  const seen: Seen = { format: null, codec: null, ptsUs: [], picture: null, reason: null };
  const { clock, rules, ownPorts } = request;
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let cancel = clock.after(firstPictureMs, finish);
  const target = oneFrame((picture) => {
    seen.picture = picture;
    cancel();
    cancel = clock.after(measureMs, finish);
  });
  try {
    const { source, credentials }: ParsedSource = parseSource(request.sourceUrl);
    const session = await openSession(
      {
        source,
        credentials: credentials ?? request.credentials,
        rules,
        ownPorts,
        target,
        loop: false,
        pace: 'realTime',
        analysisFps: 5,
        lossless: false,
        transcode: false,
        epoch: 0,
      },
      {
        opened: (format) => {
          seen.format = format;
        },
        chunk: () => undefined,
        frame: () => undefined,
        closed: (reason) => {
          seen.reason = reason;
          finish();
        },
      },
      {
        ...ports,
        clock,
        packet: ({ ptsUs, codec }) => {
          seen.codec = codec;
          seen.ptsUs.push(ptsUs);
          if (seen.ptsUs.length >= enoughPackets && seen.picture) finish();
        },
      },
    );
    await finished;
    session.stop();
    await session.done;
  } catch (thrown) {
    seen.reason = reasonOfError(thrown);
  }
  cancel();
  return seen;
}

/** Takes the first frame, without its padding, and drops the others. */
function oneFrame(taken: (picture: RgbPicture) => void): FrameTarget {
  const place = new Uint8Array(3 * input.width * input.height);
  let done = false;
  return {
    ...input,
    begin: () => place,
    publish: ({ source }) => {
      if (!done) taken(withoutPadding(place, source));
      done = true;
    },
    onFree: () => undefined,
  };
}

function withoutPadding(letterboxed: Uint8Array, source: Size): RgbPicture {
  const { width, height, offsetX, offsetY } = letterboxOf(source, input);
  const rgb = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    const from = 3 * ((y + offsetY) * input.width + offsetX);
    rgb.set(letterboxed.subarray(from, from + 3 * width), 3 * y * width);
  }
  return { width, height, rgb };
}

/** Frames a second by media time; `null` when fewer than two came. */
function fpsOf(ptsUs: readonly number[]): number | null {
  const first = Math.min(...ptsUs);
  const last = Math.max(...ptsUs);
  return last > first ? Math.round(((ptsUs.length - 1) * 10_000_000) / (last - first)) / 10 : null;
}
