/**
 * The usual live player for comparison: Media Source Extensions, one frame a fragment, kept 0.3 s behind the newest
 * frame by seeking. A message is `[ptsUs float64][fragment]`; the first is the codec string, the second the header.
 */
const behindS = 0.3;

export interface FragmentPlayer {
  /** Message in the page to frame on the screen, ms. */
  readonly shownAfterMs: number[];
  /** Frames since the last call. */
  framesShown(): number;
}

export function playFragments(video: HTMLVideoElement): FragmentPlayer {
  const arrivedMonoMs = new Map<number, number>();
  const shownAfterMs: number[] = [];
  let frames = 0;
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  source.addEventListener('sourceopen', () => read(source, video, arrivedMonoMs), { once: true });
  const watch = (): void => {
    video.requestVideoFrameCallback((now, { mediaTime, expectedDisplayTime }) => {
      frames++;
      const arrived = arrivedMonoMs.get(Math.round(mediaTime * 1000));
      if (arrived !== undefined)
        shownAfterMs.push(performance.now() + Math.max(0, expectedDisplayTime - now) - arrived);
      watch();
    });
  };
  watch();
  return {
    shownAfterMs,
    framesShown() {
      const counted = frames;
      frames = 0;
      return counted;
    },
  };
}

function read(source: MediaSource, video: HTMLVideoElement, arrivedMonoMs: Map<number, number>): void {
  const url = new URL('/fragments', window.location.href);
  url.protocol = 'ws:';
  url.search = '';
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  let buffer: SourceBuffer | null = null;
  const append = (): void => {
    const next = buffer?.updating === false ? waiting.shift() : undefined;
    if (next) buffer?.appendBuffer(next);
    chase(video);
  };
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') {
      buffer = source.addSourceBuffer(`video/mp4; codecs="${data}"`);
      buffer.addEventListener('updateend', append);
      return;
    }
    const ptsUs = new DataView(data).getFloat64(0);
    arrivedMonoMs.set(Math.round(ptsUs / 1000), performance.now());
    waiting.push(new Uint8Array(data, 8));
    append();
  });
}

/** Live means near the end of what was read: further behind than `behindS`, playback jumps. */
function chase(video: HTMLVideoElement): void {
  const { buffered } = video;
  if (buffered.length === 0) return;
  const end = buffered.end(buffered.length - 1);
  if (video.currentTime < buffered.start(buffered.length - 1) || end - video.currentTime > behindS) {
    video.currentTime = Math.max(buffered.start(buffered.length - 1), end - 0.05);
  }
}
