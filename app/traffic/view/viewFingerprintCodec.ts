import { AppError } from '../../base/error.ts';
import { edgeCells } from './edgeField.ts';
import type { ViewFingerprint } from './viewFingerprint.ts';
import { grayColumns, grayRows } from './viewSample.ts';

const version = 1;
const grayCells = grayColumns * grayRows;
/** Little-endian float32, after the version: luma, contrast, sharpness (NaN for none), white share, clarity. */
const numbers = 5;
const headBytes = 4 + 4 * numbers;
const allBytes = headBytes + 2 * edgeCells + grayCells;

/** About 20 KB, to be kept with a scene. */
export function viewFingerprintBytes(fingerprint: ViewFingerprint): Uint8Array {
  const { edges, gray, luma, contrast, sharpness, whiteShare, clarity } = fingerprint;
  const bytes = new Uint8Array(allBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, version, true);
  const head = [luma, contrast, sharpness ?? Number.NaN, whiteShare, clarity];
  head.forEach((value, at) => view.setFloat32(4 + 4 * at, value, true));
  bytes.set(new Uint8Array(edges.cos.buffer, edges.cos.byteOffset, edgeCells), headBytes);
  bytes.set(new Uint8Array(edges.sin.buffer, edges.sin.byteOffset, edgeCells), headBytes + edgeCells);
  bytes.set(gray, headBytes + 2 * edgeCells);
  return bytes;
}

/** @throws AppError `invalid-argument` for bytes that are no fingerprint of this version */
export function viewFingerprintFrom(bytes: Uint8Array): ViewFingerprint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length !== allBytes || view.getUint32(0, true) !== version) {
    throw new AppError('invalid-argument', 'The stored view of the camera cannot be read; let it be learnt anew.');
  }
  const [luma, contrast, sharpness, whiteShare, clarity] = Array.from({ length: numbers }, (_, at) =>
    view.getFloat32(4 + 4 * at, true),
  ) as [number, number, number, number, number];
  if (![luma, contrast, whiteShare, clarity].every(Number.isFinite)) {
    throw new AppError('invalid-argument', 'The stored view of the camera is damaged; let it be learnt anew.');
  }
  return {
    edges: {
      cos: new Int8Array(bytes.slice(headBytes, headBytes + edgeCells).buffer),
      sin: new Int8Array(bytes.slice(headBytes + edgeCells, headBytes + 2 * edgeCells).buffer),
    },
    gray: bytes.slice(headBytes + 2 * edgeCells),
    ...{ luma, contrast, whiteShare, clarity },
    sharpness: Number.isNaN(sharpness) ? null : sharpness,
  };
}
