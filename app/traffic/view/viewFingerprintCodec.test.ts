import { expect, test } from 'vitest';
import { drawn, drawnSize } from './testing/drawnStreet.ts';
import { fingerprintOf } from './viewFingerprint.ts';
import { viewFingerprintBytes, viewFingerprintFrom } from './viewFingerprintCodec.ts';
import { viewSampleOf } from './viewSample.ts';

const placed = { offsetX: 0, offsetY: 0, ...drawnSize };
const learnt = fingerprintOf([viewSampleOf(drawn(), drawnSize.width, placed, 0)!]);

test.each([learnt, { ...learnt, sharpness: null }])('a fingerprint comes back from its bytes', (fingerprint) => {
  const read = viewFingerprintFrom(viewFingerprintBytes(fingerprint));
  expect(read.edges).toEqual(fingerprint.edges);
  expect(read.gray).toEqual(fingerprint.gray);
  expect(read).toEqual({
    ...fingerprint,
    luma: Math.fround(fingerprint.luma),
    contrast: Math.fround(fingerprint.contrast),
    sharpness: fingerprint.sharpness === null ? null : Math.fround(fingerprint.sharpness),
    whiteShare: Math.fround(fingerprint.whiteShare),
    clarity: Math.fround(fingerprint.clarity),
  });
});

test.each([
  ['cut short', (bytes: Uint8Array) => bytes.subarray(1), 'cannot be read'],
  ['of a later version', (bytes: Uint8Array) => bytes.with(0, 2), 'cannot be read'],
  ['without a number for its luma', (bytes: Uint8Array) => bytes.fill(0xff, 4, 8), 'is damaged'],
])('bytes %s are refused', (_what, spoil, message) => {
  expect(() => viewFingerprintFrom(spoil(viewFingerprintBytes(learnt)))).toThrow(message);
});
