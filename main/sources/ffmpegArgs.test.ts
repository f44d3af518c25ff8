import { describe, expect, test } from 'vitest';
import { ffmpegArgs, type FfmpegOptions } from './ffmpegArgs.ts';

const frames = { width: 640, height: 384, fps: 5, address: { unixPath: '/tmp/its-frames-a/frames' } };
const camera: FfmpegOptions = {
  input: { kind: 'rtsp', location: 'rtsp://127.0.0.1:4000/token' },
  realTime: true,
  loop: true,
  frames,
  transcode: false,
};
const file: FfmpegOptions = { ...camera, input: { kind: 'file', location: '/clips/-i evil.mp4' } };

/** The arguments up to and with the input. */
function inputOf(options: FfmpegOptions): string {
  const args = ffmpegArgs(options);
  return args.slice(3, args.indexOf('-i') + 2).join(' ');
}

describe('arguments of a camera', () => {
  test('both outputs keep the time of the source, and nothing is open but what RTSP needs', () => {
    expect(ffmpegArgs(camera)).toEqual([
      ...['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1', '-protocol_whitelist', 'rtsp,rtp,tcp'],
      ...['-format_whitelist', 'rtsp', '-codec_whitelist', 'h264,hevc,mjpeg', '-max_pixels', '16777216'],
      ...['-an', '-sn', '-dn', '-fpsprobesize', '0', '-analyzeduration', '3000000', '-rtsp_transport', 'tcp'],
      ...['-allowed_media_types', 'video', '-timeout', '5000000', '-copyts', '-i', 'rtsp://127.0.0.1:4000/token'],
      ...['-map', '0:v:0', '-c', 'copy', '-bsf:v'],
      "setts=pts='if(eq(PTS,NOPTS),if(N,PREV_OUTPTS+1,0),PTS)':dts='N-900/TB'",
      ...['-flush_packets', '1', '-avoid_negative_ts', 'disabled', '-output_ts_offset', '1000'],
      ...['-write_index', '0', '-f', 'nut', 'pipe:1'],
      ...['-map', '0:v:0', '-vf'],
      "select='isnan(prev_selected_t)+not(eq(floor(t*5+0.001),floor(prev_selected_t*5+0.001)))'," +
        'scale=640:384:force_original_aspect_ratio=decrease:flags=fast_bilinear,format=rgb24,' +
        'pad=640:0:(ow-iw)/2:0:color=0x727272',
      ...['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-c:v', 'rawvideo', '-threads', '1'],
      ...['-avoid_negative_ts', 'disabled', '-output_ts_offset', '1000', '-write_index', '0', '-f', 'nut'],
      ...['-listen', '1', '-timeout', '10000', 'unix:/tmp/its-frames-a/frames'],
    ]);
  });

  test('a transcode is a third output with a keyframe a second and no B frames', () => {
    const args = ffmpegArgs({ ...camera, frames: null, transcode: true });
    expect(args.slice(args.indexOf('pipe:1') + 1)).toEqual([
      ...['-map', '0:v:0', '-vf', 'scale=trunc(iw/2)*2:trunc(ih/2)*2:flags=fast_bilinear,format=yuv420p'],
      ...['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-c:v', 'libx264', '-preset', 'ultrafast'],
      ...['-tune', 'zerolatency', '-threads', '1', '-bf', '0', '-crf', '24', '-force_key_frames'],
      'expr:isnan(prev_forced_t)+gte(t,prev_forced_t+1)+lt(t,prev_forced_t)',
      ...['-bsf:v', "setts=pts=PTS:dts='N-900/TB'"],
      ...['-flush_packets', '1', '-avoid_negative_ts', 'disabled', '-output_ts_offset', '1000'],
      ...['-write_index', '0', '-f', 'nut', 'pipe:3'],
    ]);
  });

  test('without a detector nothing is decoded: one output', () => {
    expect(ffmpegArgs({ ...camera, frames: null }).filter((arg) => arg === '-map')).toEqual(['-map']);
  });

  test('every frame is given when none may be left out', () => {
    const filter = ffmpegArgs({ ...camera, frames: { ...frames, fps: null } }).find((arg) => arg.includes('scale='));
    expect(filter).toMatch(/^scale=640:384:/);
  });

  test('where there are no unix sockets the frames come over a loopback port', () => {
    const args = ffmpegArgs({ ...camera, frames: { ...frames, address: { tcpPort: 5555 } } });
    expect(args.at(-1)).toBe('tcp://127.0.0.1:5555?listen=1&listen_timeout=10000');
  });
});

describe('the input of each kind', () => {
  const common = '-threads 1 -protocol_whitelist';
  const containers = 'mov,matroska,avi,mpegts,mpeg,h264,hevc,mjpeg,mpjpeg';
  const limits = '-max_pixels 16777216 -an -sn -dn';
  test.each<[string, FfmpegOptions, string]>([
    [
      'a file cannot be taken for an option, and loops at its own speed',
      file,
      `${common} file -format_whitelist ${containers} -codec_whitelist h264,hevc,mjpeg,mpeg4 ${limits} -re -stream_loop -1 -fflags +genpts -copyts -i file:/clips/-i evil.mp4`,
    ],
    [
      'a file as fast as it is read, once',
      { ...file, realTime: false, loop: false },
      `${common} file -format_whitelist ${containers} -codec_whitelist h264,hevc,mjpeg,mpeg4 ${limits} -copyts -i file:/clips/-i evil.mp4`,
    ],
    [
      'a raw stream gets a frame rate',
      { ...file, loop: false, realTime: false, input: { kind: 'elementary', location: '/a.h264' } },
      `${common} file -format_whitelist h264,hevc -codec_whitelist h264,hevc ${limits} -r 25 -copyts -i file:/a.h264`,
    ],
    [
      'a still becomes a frame a second',
      { ...file, input: { kind: 'still', location: '/a%03d.jpg' } },
      `${common} file -format_whitelist image2 -codec_whitelist mjpeg,png ${limits} -f image2 -pattern_type none -loop 1 -framerate 1 -re -copyts -i file:/a%03d.jpg`,
    ],
    [
      'multipart pictures are thinned out by arrival',
      { ...camera, input: { kind: 'multipart', location: 'http://127.0.0.1:1/t' } },
      `${common} http,tcp -format_whitelist mpjpeg,mjpeg -codec_whitelist mjpeg ${limits} -fpsprobesize 0 -analyzeduration 3000000 -rw_timeout 5000000 -use_wallclock_as_timestamps 1 -copyts -i http://127.0.0.1:1/t`,
    ],
    [
      'a live stream over HTTP is never slowed down',
      { ...camera, input: { kind: 'http', location: 'http://127.0.0.1:1/t' } },
      `${common} http,tcp -format_whitelist hls,${containers} -codec_whitelist h264,hevc,mjpeg ${limits} -fpsprobesize 0 -analyzeduration 3000000 -rw_timeout 5000000 -copyts -i http://127.0.0.1:1/t`,
    ],
    [
      'a recording over HTTP plays at its own speed',
      { ...camera, input: { kind: 'paced', location: 'http://127.0.0.1:1/t' } },
      `${common} http,tcp -format_whitelist hls,${containers} -codec_whitelist h264,hevc,mjpeg ${limits} -fpsprobesize 0 -analyzeduration 3000000 -rw_timeout 5000000 -re -copyts -i http://127.0.0.1:1/t`,
    ],
  ])('%s', (_name, options, expected) => {
    expect(inputOf(options).replace(/^error /, '')).toBe(expected);
  });
});
