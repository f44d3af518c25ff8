/**
 * Chromium's way from decoded frames to a `<video>`, under its legacy name (the standard one, VideoTrackGenerator, is in
 * no browser that has this). Everything that is particular to it is here.
 */
interface Generator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

declare global {
  interface Window {
    readonly MediaStreamTrackGenerator?: new (options: { kind: 'video' }) => Generator;
  }
}

/** True where this browser can show the live view. */
export const canShowLive = (): boolean =>
  typeof window.MediaStreamTrackGenerator === 'function' && 'VideoDecoder' in window;

/** Gives `video` a track and returns its inlet, to be transferred to the decode worker. Frames written before are lost. */
export function inletOf(video: HTMLVideoElement): WritableStream<VideoFrame> {
  const Generator = window.MediaStreamTrackGenerator;
  if (!Generator) throw new TypeError('MediaStreamTrackGenerator is missing');
  const generator = new Generator({ kind: 'video' });
  video.srcObject = new MediaStream([generator]);
  return generator.writable;
}

/** Takes the track away; the picture goes with it. */
export function closeInlet(video: HTMLVideoElement): void {
  const stream = video.srcObject;
  if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop();
  video.srcObject = null;
}
