import { AppError } from '../../base/error.ts';
import { edgeCells, type EdgeField } from './edgeField.ts';
import type { ViewSample } from './viewSample.ts';

/**
 * How a camera's view looks when everything is right: the edges that stay whatever passes before them, and the light they
 * were seen in. It can be kept with a scene (viewFingerprintCodec.ts).
 */
export interface ViewFingerprint {
  readonly edges: EdgeField;
  /** 64 x 36 means of luma. */
  readonly gray: Uint8Array;
  /** See `ViewSample`. */
  readonly luma: number;
  readonly contrast: number;
  readonly sharpness: number | null;
  readonly whiteShare: number;
  /** `clarityOf` its pictures in clear air. */
  readonly clarity: number;
}

/**
 * Learns a fingerprint: of every cell the median over all samples, so that what covers it less than half of the time
 * leaves no trace.
 * @param samples some seconds apart, so that traffic moves on between them
 * @throws AppError `invalid-argument` without any sample
 */
export function fingerprintOf(samples: readonly ViewSample[]): ViewFingerprint {
  if (samples.length === 0) {
    throw new AppError('invalid-argument', 'A view is learnt from at least one picture; wait for one.');
  }
  const sharp = samples.map(({ sharpness }) => sharpness).filter((value) => value !== null);
  return {
    edges: {
      cos: medians(samples.map(({ edges }) => edges.cos)) as Int8Array,
      sin: medians(samples.map(({ edges }) => edges.sin)) as Int8Array,
    },
    gray: medians(samples.map(({ gray }) => gray)) as Uint8Array,
    luma: median(samples.map((sample) => sample.luma)),
    contrast: median(samples.map(({ contrast }) => contrast)),
    sharpness: 2 * sharp.length > samples.length ? median(sharp) : null,
    whiteShare: median(samples.map(({ whiteShare }) => whiteShare)),
    clarity: median(samples.map(clarityOf)),
  };
}

/** How much can be seen: the length of all edges, in grey levels. Fog takes more of it than rain or night. */
export function clarityOf({ edges: { cos, sin }, contrast }: Pick<ViewSample, 'edges' | 'contrast'>): number {
  let sum = 0;
  for (let at = 0; at < edgeCells; at++) sum += Math.sqrt(cos[at]! * cos[at]! + sin[at]! * sin[at]!);
  return (contrast * sum) / (127 * edgeCells);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Cell by cell; all of one kind and length. */
function medians(fields: readonly (Int8Array | Uint8Array)[]): Int8Array | Uint8Array {
  const result = fields[0]!.slice();
  const values = fields[0]!.slice(0, fields.length);
  for (let cell = 0; cell < result.length; cell++) {
    for (let at = 0; at < fields.length; at++) values[at] = fields[at]![cell]!;
    result[cell] = values.sort()[fields.length >> 1]!;
  }
  return result;
}
