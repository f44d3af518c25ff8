import { edgeColumns, type EdgeField, edgeRows } from './edgeField.ts';
import type { ViewFingerprint } from './viewFingerprint.ts';
import { grayColumns, grayRows, type ViewSample } from './viewSample.ts';

const across = 8;
const down = 6;
/** Mean square length of a block's lasting edges from which on their absence can be told from noise. */
const leastStructure = 0.04 * 127 ** 2;
/** Below it a block shows nothing at all. */
const flat = 0.06 * 127 ** 2;
/** A block whose edges correlate better surely shows what it always showed. */
const surely = 0.5;
/** A block that has less of its edges left shows it no more. */
const lost = 0.25;
/** Too few blocks with lasting edges tell nothing about the view. */
const fewestBlocks = 6;
/** A block without lasting edges is covered when its luma is another one: grey levels, and of the brighter of the two. */
const otherLevels = 10;
const otherShare = 0.15;

/** What became of the parts of a picture. */
export interface ViewBlocks {
  /** Of the parts where edges last: those that surely show them now. `null` where hardly any part has lasting edges. */
  readonly seenShare: number | null;
  /** Of all parts: those that show nothing now and showed something else before. */
  readonly coveredShare: number;
}

export function viewBlocksOf({ edges, gray }: ViewFingerprint, sample: ViewSample): ViewBlocks {
  let structured = 0;
  let seen = 0;
  let covered = 0;
  for (let block = 0; block < across * down; block++) {
    const { before, product, now } = edgesOf(edges, sample.edges, block);
    const isStructured = before >= leastStructure;
    if (isStructured) structured++;
    if (isStructured && product >= surely * Math.sqrt(before * now)) seen++;
    if (now >= flat) continue;
    if (isStructured ? product < lost * before : isOther(meanOf(gray, block), meanOf(sample.gray, block))) covered++;
  }
  return {
    seenShare: structured < fewestBlocks ? null : seen / structured,
    coveredShare: covered / (across * down),
  };
}

/** Means over the cells of a block. */
function edgesOf(before: EdgeField, now: EdgeField, block: number) {
  const columns = edgeColumns / across;
  const rows = edgeRows / down;
  const left = (block % across) * columns;
  const top = Math.floor(block / across) * rows;
  const sums = { before: 0, product: 0, now: 0 };
  for (let y = top; y < top + rows; y++) {
    for (let at = y * edgeColumns + left, end = at + columns; at < end; at++) {
      const [cos, sin, nowCos, nowSin] = [before.cos[at]!, before.sin[at]!, now.cos[at]!, now.sin[at]!];
      sums.before += cos * cos + sin * sin;
      sums.product += cos * nowCos + sin * nowSin;
      sums.now += nowCos * nowCos + nowSin * nowSin;
    }
  }
  const cells = columns * rows;
  return { before: sums.before / cells, product: sums.product / cells, now: sums.now / cells };
}

function meanOf(gray: Uint8Array, block: number): number {
  const columns = grayColumns / across;
  const rows = grayRows / down;
  const left = (block % across) * columns;
  const top = Math.floor(block / across) * rows;
  let sum = 0;
  for (let y = top; y < top + rows; y++) {
    for (let at = y * grayColumns + left, end = at + columns; at < end; at++) sum += gray[at]!;
  }
  return sum / (columns * rows);
}

function isOther(before: number, now: number): boolean {
  return Math.abs(now - before) > otherLevels + otherShare * Math.max(before, now);
}
