import { edgeCells, edgeColumns, type EdgeField, edgeRows } from './edgeField.ts';
import { clarityOf, type ViewFingerprint } from './viewFingerprint.ts';
import type { ViewSample } from './viewSample.ts';

/** Light changes within minutes; that lens and air become worse is not to be learnt before hours. */
const lightMs = 120_000;
const slowMs = 4 * 3600_000;

/**
 * A fingerprint that follows the light of the day. It stays where it was learnt: what a drifting camera shows is put back
 * in place first, so that many small steps add up to a move that is noticed.
 */
export class ViewMemory {
  #print: ViewFingerprint;
  readonly #cos: Float32Array;
  readonly #sin: Float32Array;
  readonly #gray: Float32Array;

  constructor(fingerprint: ViewFingerprint) {
    this.#print = fingerprint;
    this.#cos = new Float32Array(fingerprint.edges.cos);
    this.#sin = new Float32Array(fingerprint.edges.sin);
    this.#gray = new Float32Array(fingerprint.gray);
  }

  get fingerprint(): ViewFingerprint {
    return this.#print;
  }

  /** Night may have fallen since this was known: a picture with less light is not darker than it should be. */
  forgetLight({ luma, contrast }: Pick<ViewSample, 'luma' | 'contrast'>): void {
    const { luma: knownLuma, contrast: knownContrast } = this.#print;
    const dimmer = { luma: Math.min(luma, knownLuma), contrast: Math.min(contrast, knownContrast) };
    this.#print = { ...this.#print, ...dimmer };
  }

  /** @param shift of the sample's view, shares of the picture's width; @param overMs time that the sample stands for */
  learn(sample: ViewSample, shift: { readonly x: number; readonly y: number }, overMs: number): void {
    const share = 1 - Math.exp(-overMs / lightMs);
    const slow = 1 - Math.exp(-overMs / slowMs);
    const dx = shift.x * edgeColumns;
    const dy = (shift.y / sample.heightPerWidth) * edgeRows;
    blend(this.#cos, sample.edges.cos, dx, dy, share);
    blend(this.#sin, sample.edges.sin, dx, dy, share);
    for (let at = 0; at < this.#gray.length; at++) this.#gray[at]! += share * (sample.gray[at]! - this.#gray[at]!);
    const { luma, contrast, whiteShare, sharpness, clarity } = this.#print;
    const clear = clarityOf(sample);
    this.#print = {
      edges: { cos: new Int8Array(this.#cos), sin: new Int8Array(this.#sin) } satisfies EdgeField,
      gray: new Uint8Array(this.#gray),
      luma: mix(luma, sample.luma, share),
      contrast: mix(contrast, sample.contrast, share),
      whiteShare: mix(whiteShare, sample.whiteShare, share),
      sharpness: sharperOf(sharpness, sample.sharpness, share, slow),
      clarity: mix(clarity, clear, clear > clarity ? share : slow),
    };
  }
}

/** A lens that becomes soft must not make soft the rule; one that was focused is known at once. */
function sharperOf(before: number | null, now: number | null, share: number, slow: number): number | null {
  if (now === null || before === null) return before ?? now;
  return mix(before, now, now > before ? share : slow);
}

function mix(before: number, now: number, share: number): number {
  return before + share * (now - before);
}

/** Moves `field` a share towards `now`, taken from `dx`, `dy` cells away; cells that came in from outside are left. */
function blend(field: Float32Array, now: Int8Array, dx: number, dy: number, share: number): void {
  const [left, top] = [Math.floor(dx), Math.floor(dy)];
  const [partX, partY] = [dx - left, dy - top];
  for (let cell = 0; cell < edgeCells; cell++) {
    const x = (cell % edgeColumns) + left;
    const y = Math.floor(cell / edgeColumns) + top;
    if (x < 0 || y < 0 || x + 1 >= edgeColumns || y + 1 >= edgeRows) continue;
    const at = y * edgeColumns + x;
    const upper = mix(now[at]!, now[at + 1]!, partX);
    const lower = mix(now[at + edgeColumns]!, now[at + edgeColumns + 1]!, partX);
    field[cell] = mix(field[cell]!, mix(upper, lower, partY), share);
  }
}
