/** What ffmpeg opens. Each kind has its own lists of what ffmpeg may do with it. */
export interface FfmpegInput {
  readonly kind: InputKind;
  /** A loopback URL of a relay, or an absolute path. */
  readonly location: string;
}

export type InputKind = keyof typeof inputKinds;

/** Where ffmpeg serves the raw frames: it listens, we connect. */
export type FrameAddress = { readonly unixPath: string } | { readonly tcpPort: number };

export interface FfmpegOptions {
  readonly input: FfmpegInput;
  /** A file is read at the speed of its time stamps. */
  readonly realTime: boolean;
  readonly loop: boolean;
  /** Letterboxed RGB frames; `null` leaves decoding away. */
  readonly frames: {
    readonly width: number;
    readonly height: number;
    /** Frames a second, `null` for every frame. */
    readonly fps: number | null;
    readonly address: FrameAddress;
  } | null;
  /** A third output on descriptor 3: H.264 that every page can decode. */
  readonly transcode: boolean;
}

/**
 * Seconds added to every PTS on its way out: NUT knows no negative ones and ffmpeg would shift each output by another
 * amount, which would part boxes from pictures.
 */
export const ptsOffsetS = 1000;

/** Frames a second taken for raw H.264 and HEVC files, which carry no time. */
export const elementaryFps = 25;

/** Milliseconds that ffmpeg waits for our connection before it gives up: no orphan when we die in between. */
const listenMs = 10_000;

/** Picture areas above this are refused before memory is taken for them. */
const maxPixels = 16_777_216;

const cameraCodecs = ['h264', 'hevc', 'mjpeg'];
const containers = ['mov', 'matroska', 'avi', 'mpegts', 'mpeg', 'h264', 'hevc', 'mjpeg', 'mpjpeg'];
const live = ['-fpsprobesize', '0', '-analyzeduration', '3000000'];

/**
 * One line per kind: protocols, formats, decoders, own options. `mpeg4` is what older recorders export; `png` comes as
 * stills only. Audio, subtitles and everything else is left out.
 */
const inputKinds = {
  rtsp: {
    protocols: 'rtsp,rtp,tcp',
    formats: ['rtsp'],
    codecs: cameraCodecs,
    options: [...live, '-rtsp_transport', 'tcp', '-allowed_media_types', 'video', '-timeout', '5000000'],
  },
  http: {
    protocols: 'http,tcp',
    formats: ['hls', ...containers],
    codecs: cameraCodecs,
    options: [...live, '-rw_timeout', '5000000'],
  },
  // Recordings and playlists come as fast as they are read; people and trackers need them at their own speed.
  paced: {
    protocols: 'http,tcp',
    formats: ['hls', ...containers],
    codecs: cameraCodecs,
    options: [...live, '-rw_timeout', '5000000', '-re'],
  },
  // A multipart stream carries no time. ffmpeg's own guess is 25 frames a second, which would thin out wrongly.
  multipart: {
    protocols: 'http,tcp',
    formats: ['mpjpeg', 'mjpeg'],
    codecs: ['mjpeg'],
    options: [...live, '-rw_timeout', '5000000', '-use_wallclock_as_timestamps', '1'],
  },
  file: { protocols: 'file', formats: containers, codecs: [...cameraCodecs, 'mpeg4'], options: [] },
  elementary: {
    protocols: 'file',
    formats: ['h264', 'hevc'],
    codecs: ['h264', 'hevc'],
    options: ['-r', String(elementaryFps)],
  },
  still: { protocols: 'file', formats: ['image2'], codecs: ['mjpeg', 'png'], options: pictureEverySecond('1') },
  stillOnce: { protocols: 'file', formats: ['image2'], codecs: ['mjpeg', 'png'], options: pictureEverySecond('0') },
} as const;

function pictureEverySecond(loop: '0' | '1'): readonly string[] {
  return ['-f', 'image2', '-pattern_type', 'none', '-loop', loop, '-framerate', '1'];
}

/**
 * The arguments of one camera's ffmpeg: the untouched video as NUT on standard output, letterboxed RGB frames as NUT on
 * a socket, and a transcode as NUT on descriptor 3 where it is wanted. Both carry the source's own PTS plus
 * `ptsOffsetS`. Nothing in it comes from a user but `location`, which always stands behind `-i` and a protocol.
 */
export function ffmpegArgs(options: FfmpegOptions): readonly string[] {
  return [
    ['-nostdin', '-hide_banner', '-v', 'error'],
    inputArgs(options),
    outputArgs(['-c', 'copy', ...copyFilter(options), '-flush_packets', '1'], ['pipe:1']),
    options.frames ? frameArgs(options.frames, options) : [],
    options.transcode ? outputArgs(transcodeArgs, ['pipe:3']) : [],
  ].flat();
}

function inputArgs({ input, realTime, loop }: FfmpegOptions): readonly string[] {
  const { protocols, formats, codecs, options } = inputKinds[input.kind];
  const isFile = protocols === 'file';
  return [
    ['-threads', '1', '-protocol_whitelist', protocols, '-format_whitelist', formats.join(',')],
    ['-codec_whitelist', codecs.join(','), '-max_pixels', String(maxPixels), '-an', '-sn', '-dn'],
    options,
    isFile && realTime ? ['-re'] : [],
    repeats({ input, loop }) ? ['-stream_loop', '-1', '-fflags', '+genpts'] : [],
    ['-copyts', '-i', isFile ? `file:${input.location}` : input.location],
  ].flat();
}

/**
 * Keeps ffmpeg from correcting or refusing times on their way into NUT. NUT stores no DTS, so a harmless rising one, far
 * enough below every PTS, stands in for the source's. The first packet of an RTSP stream comes without PTS and is 0, as
 * its frame. Raw streams have B frames without PTS; whoever reads this output counts them.
 */
function copyFilter(options: Pick<FfmpegOptions, 'input' | 'loop'>): readonly string[] {
  if (options.input.kind === 'elementary') return ['-bsf:v', 'setts=ts=N'];
  if (repeats(options)) return [];
  return ['-bsf:v', "setts=pts='if(eq(PTS,NOPTS),if(N,PREV_OUTPTS+1,0),PTS)':dts='N-900/TB'"];
}

/**
 * ffmpeg itself plays a file again and again. A filter of copied packets would take nothing after the first end, so that
 * such a file goes without; raw files need theirs and are opened anew instead.
 */
function repeats({ input, loop }: Pick<FfmpegOptions, 'input' | 'loop'>): boolean {
  return loop && input.kind === 'file';
}

/**
 * Times that step back would otherwise stand still, for ffmpeg, until they come to the old time again (F11). The filter
 * keeps each packet until the next one comes; for live frames that would be a fifth of a second at five a second,
 * and a live session ends when its clock is set back.
 */
const anyTime = "setts=pts=PTS:dts='N-900/TB'";

function outputArgs(coding: readonly string[], to: readonly string[]): readonly string[] {
  const stamps = ['-avoid_negative_ts', 'disabled', '-output_ts_offset', String(ptsOffsetS)];
  // An index would grow for as long as the camera runs, and ffmpeg aborts when it writes one whose times step back.
  return ['-map', '0:v:0', ...coding, ...stamps, '-write_index', '0', '-f', 'nut', ...to];
}

function frameArgs(
  { width, height, fps, address }: NonNullable<FfmpegOptions['frames']>,
  { input, realTime }: Pick<FfmpegOptions, 'input' | 'realTime'>,
): readonly string[] {
  const filters = [
    ...(fps === null ? [] : [pick(fps)]),
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:flags=fast_bilinear`,
    'format=rgb24',
    // Rows above and below are not sent: whoever takes the frame knows them, and they would be copied for nothing.
    `pad=${width}:0:(ow-iw)/2:0:color=0x727272`,
  ];
  const analysed = inputKinds[input.kind].protocols === 'file' && !realTime;
  const keepStamps = ['-fps_mode', 'passthrough', '-enc_time_base', '-1', ...(analysed ? ['-bsf:v', anyTime] : [])];
  // With more threads the encoder keeps each frame until the next one comes: a fifth of a second at five a second.
  const coding = ['-c:v', 'rawvideo', '-threads', '1'];
  return outputArgs(['-vf', filters.join(','), ...keepStamps, ...coding], listening(address));
}

/**
 * The first frame in each 1/fps of media time. `fps=` would stamp frames anew, and boxes must carry the PTS of a real
 * frame. The thousandth absorbs the rounding of a time base; a step back in time picks at once.
 */
function pick(fps: number): string {
  return `select='isnan(prev_selected_t)+not(eq(floor(t*${fps}+0.001),floor(prev_selected_t*${fps}+0.001)))'`;
}

function listening(address: FrameAddress): readonly string[] {
  if ('unixPath' in address) return ['-listen', '1', '-timeout', String(listenMs), `unix:${address.unixPath}`];
  return [`tcp://127.0.0.1:${address.tcpPort}?listen=1&listen_timeout=${listenMs}`];
}

/** A keyframe a second, no B frames, nothing held back. 4:2:0 needs even sizes. */
const transcodeArgs = [
  ['-vf', 'scale=trunc(iw/2)*2:trunc(ih/2)*2:flags=fast_bilinear,format=yuv420p'],
  ['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-c:v', 'libx264', '-preset', 'ultrafast'],
  ['-tune', 'zerolatency', '-threads', '1', '-bf', '0', '-crf', '24'],
  ['-force_key_frames', 'expr:isnan(prev_forced_t)+gte(t,prev_forced_t+1)+lt(t,prev_forced_t)'],
  ['-bsf:v', anyTime, '-flush_packets', '1'],
].flat();
