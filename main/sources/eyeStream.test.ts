import { describe, expect, test } from 'vitest';
import { annexBOf, nalsOfAnnexB, nalsOfLengths } from './accessUnit.ts';
import { BitReader } from './bitReader.ts';
import { EyeStream } from './eyeStream.ts';
import type { NutStream } from './nutHeaders.ts';
import { readH264Sps, readHevcSps } from './parameterSets.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** Made by x264 and x265 from `testsrc`. */
const sps360 = hex('67 64 00 1e ac d9 40 a0 2f f9 70 11 00 00 03 00 01 00 00 03 00 32 0f 16 2d 96');
const spsHevc = hex(
  '42 01 01 01 60 00 00 03 00 90 00 00 03 00 00 03 00 78 a0 03 c4 80 10 e7 27 96 57 24 ca f0 16 80 80 00 00 03 00 80',
);
const pps = hex('68 eb e3 cb 22 c0');
const sps720 = hex('67 42 c0 1f d9 00 50 05 bb 01 10 00 00 03 00 10 00 00 03 03 20 f1 83 24 80');
const idr = hex('65 88 84 00 33 ff');
const slice = hex('41 9a 24 6c');

const header = (fourcc: string, extradata: Uint8Array): NutStream => ({
  index: 0,
  video: true,
  fourcc,
  timeBase: { num: 1, den: 90_000 },
  msbPtsShift: 14,
  extradata,
  width: 640,
  height: 360,
});

const avcC = new Uint8Array([1, 0x64, 0, 0x1e, 0xff, 0xe1, 0, sps360.length, ...sps360, 1, 0, pps.length, ...pps]);
const lengthPrefixed = (...nals: Uint8Array[]): Uint8Array =>
  new Uint8Array(nals.flatMap((nal) => [0, 0, nal.length >> 8, nal.length & 255, ...nal]));

describe('parameter sets', () => {
  test.each([
    ['640x360 High', sps360, { size: { width: 640, height: 360 }, webCodec: 'avc1.64001e' }],
    ['1280x720 Baseline', sps720, { size: { width: 1280, height: 720 }, webCodec: 'avc1.42c01f' }],
    ['cut short', sps360.subarray(0, 7), null],
    ['a single byte', sps360.subarray(0, 1), null],
  ])('H.264 %s', (_name, sps, expected) => {
    expect(readH264Sps(sps)).toEqual(expected);
  });

  test.each([
    ['1922x1080 Main, cropped', spsHevc, { size: { width: 1922, height: 1080 }, webCodec: 'hev1.1.6.L120.90' }],
    ['cut short', spsHevc.subarray(0, 12), null],
  ])('HEVC %s', (_name, sps, expected) => {
    expect(readHevcSps(sps)).toEqual(expected);
  });

  test('Exp-Golomb codes and the bytes that only part start codes', () => {
    const read = new BitReader(hex('00 00 03 01 a6 42 98 e2'));
    expect(read.bits(24)).toBe(1);
    expect([read.ue(), read.ue(), read.ue(), read.ue()]).toEqual([0, 1, 2, 3]);
    expect([read.se(), read.over]).toEqual([-2, false]);
  });
});

describe('NAL units', () => {
  const annexB = hex('00 00 00 01 67 01 00 00 01 68 02 00 00 00 01 65 03');
  test('start codes of three and four bytes part them', () => {
    expect([...nalsOfAnnexB(annexB)]).toEqual([hex('67 01'), hex('68 02'), hex('65 03')]);
  });

  test.each([
    ['two whole ones', hex('00 00 00 02 65 01 00 00 00 01 41'), [hex('65 01'), hex('41')]],
    ['a length beyond the end', hex('00 00 00 01 65 00 00 00 09 41'), [hex('65')]],
    ['an empty one', hex('00 00 00 00 00 00 00 01 65'), [hex('65')]],
    ['a cut length', hex('00 00 00 01 65 00 00'), [hex('65')]],
  ])('length-prefixed: %s', (_name, bytes, expected) => {
    expect([...nalsOfLengths(bytes, 4)]).toEqual(expected);
  });
});

describe("the eye's access units", () => {
  test('from avcC: parameter sets before each keyframe, start codes everywhere', () => {
    const eye = new EyeStream(header('avc1', avcC));
    expect(eye.format).toEqual({ size: { width: 640, height: 360 }, webCodec: 'avc1.64001e' });
    expect(eye.take(lengthPrefixed(idr), true)).toEqual({ bytes: annexBOf([sps360, pps, idr]), changed: null });
    expect(eye.take(lengthPrefixed(slice), false)).toEqual({ bytes: annexBOf([slice]), changed: null });
  });

  test('in Annex B with its own sets a keyframe stays as it is, and the sets are kept for those without', () => {
    const eye = new EyeStream(header('H264', new Uint8Array(0)));
    const own = annexBOf([sps360, pps, idr]);
    expect(eye.format).toBeNull();
    expect(eye.take(own, true)).toEqual({ bytes: own, changed: null });
    expect(eye.take(annexBOf([idr]), true)).toEqual({ bytes: own, changed: null });
  });

  test('where no parameter set can be read, the header says the size and the page is not asked to decode', () => {
    const eye = new EyeStream(header('H264', new Uint8Array(0)));
    eye.take(annexBOf([idr]), true);
    expect(eye.format).toEqual({ size: { width: 640, height: 360 }, webCodec: null });
  });

  test('another picture in mid-stream is told once', () => {
    const eye = new EyeStream(header('avc1', avcC));
    const changed = annexBOf([sps720, pps, idr]);
    const switched = eye.take(lengthPrefixed(sps720, pps, idr), true);
    expect(switched).toEqual({
      bytes: changed,
      changed: { size: { width: 1280, height: 720 }, webCodec: 'avc1.42c01f' },
    });
    expect(eye.take(lengthPrefixed(sps720, pps, idr), true).changed).toBeNull();
  });

  test('MJPEG goes through untouched and can never be decoded by the page', () => {
    const eye = new EyeStream(header('MJPG', new Uint8Array(0)));
    const picture = hex('ff d8 ff d9');
    expect([eye.codec, eye.format?.webCodec, eye.take(picture, true)]).toEqual([
      'mjpeg',
      null,
      { bytes: picture, changed: null },
    ]);
  });
});
