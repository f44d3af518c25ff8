import { describe, expect, test } from 'vitest';
import { unmeasuredQuality } from '../../app/camera/cameraState.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { PictureWatch, repetitionTexts } from '../../app/detect/pictureWatch.ts';
import { StreamMeter, warningsOf } from './streamMeter.ts';

/** 20 packets a second of 1250 bytes (200 kbit/s), a keyframe every 2 s. */
async function feed(clock: SimulatedClock, meter: StreamMeter, seconds: number): Promise<void> {
  for (let packet = 0; packet < seconds * 20; packet++) {
    const ptsUs = clock.monoMs() * 1000;
    meter.packet({
      ptsUs,
      keyframe: ptsUs % 2_000_000 === 0,
      byteLength: 1250,
      arrivedMonoMs: clock.monoMs(),
      codec: 'hevc',
    });
    await clock.advance(50);
  }
}

describe('the quality of a stream', () => {
  test('nothing is claimed before something was measured', () => {
    const meter = new StreamMeter(new SimulatedClock(), null);
    expect(meter.quality()).toEqual(unmeasuredQuality);
    expect(meter.warnings()).toEqual([]);
  });

  test('rates over 5 s, whatever the wall clock does', async () => {
    const clock = new SimulatedClock();
    const meter = new StreamMeter(clock, null);
    meter.opening();
    meter.opened({ codec: 'h264', webCodec: 'avc1.42c01f', size: { width: 704, height: 576 }, transcoded: true });
    await feed(clock, meter, 4);
    clock.stepWall(-3_600_000);
    await feed(clock, meter, 6);
    const quality = meter.quality();
    expect({
      ...quality,
      fpsIn: Math.round(quality.fpsIn ?? 0),
      bitrateKbps: Math.round(quality.bitrateKbps ?? 0),
    }).toEqual({
      ...unmeasuredQuality,
      width: 704,
      height: 576,
      codec: 'hevc',
      fpsIn: 20,
      bitrateKbps: 200,
      keyframeIntervalMs: 2000,
      transcoded: true,
    });
  });

  test('a pause of half a second is a gap; when packets stop, the rate falls', async () => {
    const clock = new SimulatedClock();
    const meter = new StreamMeter(clock, null);
    meter.opening();
    await feed(clock, meter, 3);
    await clock.advance(500);
    await feed(clock, meter, 3);
    expect(meter.quality().gaps).toBe(1);
    await clock.advance(4000);
    expect(Math.round(meter.quality().fpsIn ?? 99)).toBe(4);
    await clock.advance(2000);
    expect(meter.quality().fpsIn).toBe(0);
  });

  test('the picture is looked at once a second', async () => {
    const clock = new SimulatedClock();
    const meter = new StreamMeter(clock, null);
    const size = { width: 16, height: 16 };
    meter.frame(new Uint8Array(3 * 256).fill(100), size, size);
    meter.frame(new Uint8Array(3 * 256).fill(200), size, size);
    expect(meter.quality().brightness).toBeCloseTo(100);
    await clock.advance(1000);
    meter.frame(new Uint8Array(3 * 256).fill(200), size, size);
    expect(meter.quality().brightness).toBeCloseTo(200);
  });

  test.each([
    ['of a camera: a warning, even when it was connected anew meanwhile', new PictureWatch(), [repetitionTexts.frozen]],
    ['of a file: it may be a still', null, []],
  ])('F12: the same picture for 30 s %s', async (_name, watch, expected) => {
    const clock = new SimulatedClock();
    const meter = new StreamMeter(clock, watch);
    const size = { width: 16, height: 16 };
    for (let second = 0; second < 30; second++) {
      if (second === 20) meter.opening();
      meter.frame(new Uint8Array(3 * 256).fill(100), size, size);
      await clock.advance(1000);
    }
    expect(meter.warnings()).toEqual(expected);
    meter.frame(new Uint8Array(3 * 256).fill(101), size, size);
    expect(meter.warnings()).toEqual([]);
  });
});

const small = 'The picture is small (320 x 240 pixels): distant vehicles may be missed. At least 640 x 480 is advised.';
const slow =
  'The frame rate is low (6.3 a second): fast vehicles may be lost. At least 10 frames a second are advised.';
test.each([
  ['good', { width: 1920, height: 1080, fps: 25 }, []],
  ['just enough', { width: 640, height: 480, fps: 10 }, []],
  ['small', { width: 320, height: 240, fps: 25 }, [small]],
  ['small and slow', { width: 320, height: 240, fps: 6.25 }, [small, slow]],
  ['not measured', { width: null, height: null, fps: null }, []],
])('warnings of a stream that is %s', (_name, stream, expected) => {
  expect(warningsOf(stream)).toEqual(expected);
});
