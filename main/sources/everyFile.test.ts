import { describe, expect, test } from 'vitest';
import { playSource, type Played } from '../../e2e/fixtures/playSource.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';

/** Frames whose PTS no chunk of the eye has: a box drawn for them could never be shown on its picture. */
function framesWithoutChunk({ frames, chunks }: Played): readonly number[] {
  const shown = new Set(chunks.map(({ ptsUs }) => ptsUs));
  return frames.map(({ ptsUs }) => ptsUs).filter((ptsUs) => !shown.has(ptsUs));
}

function rising(ptsUs: readonly number[]): boolean {
  return ptsUs.every((value, at) => at === 0 || value > (ptsUs[at - 1] as number));
}

function told({ format, frames, reason }: Played): unknown {
  if (!format) return reason?.code;
  const { size, codec, webCodec } = format;
  return [`${size.width}x${size.height}`, codec, webCodec, frames.length, reason?.code ?? 'end'];
}

/** Intact files: size, the eye's codec, frames, ending. */
const intact: readonly [string, ...unknown[]][] = [
  ['clips/dark_pedestrian_1080p.mp4', '1920x1080', 'h264', 'avc1.640028', 565, 'end'],
  ['clips/frigate_ir_motion_3.mp4', '178x100', 'h264', 'avc1.64000a', 107, 'end'],
  ['clips/highway_nl_720p.mp4', '1280x720', 'h264', 'avc1.640820', 335, 'end'],
  ['clips/intel_car-detection.mp4', '768x432', 'h264', 'avc1.428016', 377, 'end'],
  ['clips/jaywalkers_3s.mp4', '1280x720', 'h264', 'avc1.64001f', 90, 'end'],
  ['clips/junction_signals_opendatacam.mp4', '640x360', 'h264', 'avc1.64001e', 499, 'end'],
  ['clips/moonfire_1fps.mp4', '320x240', 'h264', 'avc1.4d401e', 10, 'end'],
  ['clips/otvision_cars_cyclist.mp4', '800x600', 'h264', 'avc1.64001f', 60, 'end'],
  ['clips/otvision_cars_cyclist_rotated_meta.mp4', '800x600', 'h264', 'avc1.42c01f', 60, 'end'],
  ['clips/otvision_cars_truck_raw.h264', '800x600', 'h264', 'avc1.42c01f', 60, 'end'],
  ['clips/parked_street_vfr_75s.mp4', '640x360', 'h264', 'avc1.64001e', 734, 'end'],
  ['clips/suburb_road_38s.mp4', '640x352', 'h264', 'avc1.4d0028', 905, 'end'],
  ['clips/walkway_pedestrians_23s.mp4', '626x360', 'h264', 'avc1.42c01e', 692, 'end'],
  ['streams/derived/fragmented.mp4', '640x360', 'h264', 'avc1.64001e', 180, 'end'],
  ['streams/derived/full_range_yuvj420p.mp4', '640x360', 'h264', 'avc1.64001e', 90, 'end'],
  ['streams/derived/g711_audio.mkv', '640x360', 'h264', 'avc1.64001e', 90, 'end'],
  ['streams/derived/hevc_main10_960.mp4', '960x540', 'hevc', 'hev1.2.4.L90.90', 90, 'end'],
  ['streams/derived/hevc_main_960.mp4', '960x540', 'hevc', 'hev1.1.6.L90.90', 120, 'end'],
  ['streams/derived/hevc_raw.h265', '960x540', 'h264', 'avc1.42c01f', 120, 'end'],
  ['streams/derived/interlaced_tff.mp4', '640x360', 'h264', 'avc1.640016', 45, 'end'],
  ['streams/derived/mjpeg.avi', '640x360', 'mjpeg', null, 30, 'end'],
  ['streams/derived/mjpeg_multipart.mjpeg', '640x360', 'mjpeg', null, 30, 'end'],
  ['streams/derived/odd_size_636x358_yuv444p.mp4', '636x358', 'h264', 'avc1.f4001e', 90, 'end'],
  ['streams/derived/ok_gop30.h264', '640x360', 'h264', 'avc1.42c01e', 180, 'end'],
  ['streams/derived/one_fps.mp4', '640x360', 'h264', 'avc1.640016', 4, 'end'],
  ['streams/derived/one_keyframe_long_gop.mp4', '640x360', 'h264', 'avc1.64001e', 240, 'end'],
  ['streams/derived/pts_gap_forward.mp4', '640x360', 'h264', 'avc1.64001e', 81, 'end'],
  ['streams/derived/ts_pts_wrap_33bit.ts', '640x360', 'h264', 'avc1.64001e', 180, 'end'],
  ['streams/openh264/CVFC1_Sony_C.jsv', '300x168', 'h264', 'avc1.42c00c', 50, 'end'],
  ['streams/openh264/MR1_BT_A.h264', '176x144', 'h264', 'avc1.42c00b', 62, 'end'],
  ['streams/openh264/jm_1080p_allslice.264', '1920x1080', 'h264', 'avc1.42c028', 1, 'end'],
  ['stills/K78_vlcsnap.png', '800x600', 'png', null, 1, 'end'],
  ['stills/Siegburg_sunny_evening_roundabout_camE.jpg', '1920x1080', 'mjpeg', null, 1, 'end'],
];

/** Damaged files that still show something, and how they end. */
const damaged: readonly [string, string, string][] = [
  ['streams/derived/bitflips_60.h264', '640x360', 'end'],
  ['streams/derived/hevc_bitflips_40.h265', '960x540', 'end'],
  ['streams/derived/lost_slices.h264', '640x360', 'end'],
  ['streams/derived/start_mid_gop_no_keyframe.h264', '640x360', 'end'],
  ['streams/derived/truncated_faststart_60pct.mp4', '640x360', 'end'],
  ['streams/derived/ts_loss_2pct.ts', '640x360', 'end'],
  ['streams/derived/resolution_change_640x360_768x432_800x600.h264', '640x360', 'picture-changed'],
  ['streams/openh264/BA_MW_D_IDR_LOST.264', '176x144', 'end'],
  ['streams/openh264/BA_MW_D_P_LOST.264', '176x144', 'end'],
  ['streams/openh264/Cisco_Men_whisper_640x320_CABAC_Bframe_9.264', '640x320', 'end'],
  ['streams/openh264/Error_I_P.264', '352x288', 'picture-changed'],
  ['streams/openh264/LS_SVA_D.264', '176x144', 'end'],
  ['streams/openh264/QCIF_2P_I_allIPCM.264', '176x144', 'end'],
  ['streams/openh264/SVA_FM1_E.264', '176x144', 'end'],
  ['streams/openh264/SarVui.264', '176x144', 'end'],
  ['streams/openh264/test_scalinglist_jm.264', '320x192', 'end'],
  ['streams/openh264/test_vd_1d.264', '320x192', 'end'],
];

/** Files that are refused, each with one reason. */
const refused: readonly [string, string, string][] = [
  ['clips/intel_person-bicycle-car_preview.gif', 'codec-unsupported', 'Its container is gif.'],
  ['clips/none.mp4', 'file-missing', 'The file is not there.'],
  ['clips', 'file-unreadable', 'It is a folder.'],
  ['models/yolo11n_640_b1_int8dyn.onnx', 'file-unreadable', 'The file cannot be read as video or picture.'],
  ['streams/derived/audio_only.mp4', 'no-video', 'no video'],
  ['streams/derived/no_sps_pps.h264', 'file-unreadable', 'parameter sets that a decoder needs never come'],
  [
    'streams/derived/not_a_video_jpeg.mp4',
    'file-unreadable',
    'It is a still picture (JPEG) whose name says otherwise.',
  ],
  ['streams/derived/truncated_no_moov.mp4', 'file-unreadable', 'The recording was cut off before it was finished.'],
  ['streams/derived/zero_bytes.mp4', 'file-unreadable', 'It is empty (0 bytes).'],
  ['streams/openh264/sps_subsetsps_bothVUI.264', 'file-unreadable', 'The file cannot be read as video or picture.'],
];

describe.skipIf(!hasTestdata)('every file through a session (needs ../shared/testdata)', () => {
  test.each(intact)('%s plays to its end, every frame on the PTS of a chunk', async (path, ...expected) => {
    const played = await playSource(testdata(path));
    expect(told(played)).toEqual(expected);
    expect(framesWithoutChunk(played)).toEqual([]);
    expect(rising(played.frames.map(({ ptsUs }) => ptsUs))).toBe(true);
    expect(played.chunks[0]?.keyframe).toBe(true);
  });

  test.each(damaged)('%s shows what can be shown and ends with one word', async (path, size, ending) => {
    const played = await playSource(testdata(path));
    const { format, frames, reason } = played;
    expect([`${format?.size.width}x${format?.size.height}`, reason?.code ?? 'end']).toEqual([size, ending]);
    expect(frames.length).toBeGreaterThan(0);
    expect(framesWithoutChunk(played)).toEqual([]);
  });

  test.each(refused)('%s is refused: %s', async (path, code, words) => {
    const { format, frames, reason } = await playSource(testdata(path));
    expect([format, frames, reason?.code]).toEqual([null, [], code]);
    expect(reason?.text).toContain(words);
  });
});

describe.skipIf(!hasTestdata)('F10: a picture that changes its size (needs ../shared/testdata)', () => {
  const path = testdata('streams/derived/resolution_change_640x360_768x432_800x600.h264');

  test('no frame is given with another size than was told', async () => {
    const { format, frames } = await playSource(path);
    expect(format?.size.width).toBe(640);
    expect(new Set(frames.map(({ source }) => source.width))).toEqual(new Set([640]));
  });

  test('control: unwatched, frames of another size come', async () => {
    const { frames } = await playSource(path, {}, { endOnChange: false });
    expect(new Set(frames.map(({ source }) => source.width))).toEqual(new Set([640, 768, 800]));
  });
});
