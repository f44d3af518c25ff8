import { describe, expect, it } from 'vitest';
import type { PacingRules } from './pacing.ts';
import { exactBoxes, lowLatency, Pacer } from './pacing.ts';

/** A camera at 25 fps whose chunks come at once and whose boxes come `lagMs` later, for every `every`-th picture. */
function play(
  rules: PacingRules,
  options: {
    lagMs: (mediaMs: number) => number;
    /** How much later than its time a chunk comes. */
    lateMs?: (mediaMs: number) => number;
    every?: number;
    untilMs: number;
    stopBoxesAtMs?: number;
  },
) {
  const pacer = new Pacer(rules);
  const boxes: { mediaMs: number; knownMonoMs: number }[] = [];
  const shown: { mediaMs: number; shownMonoMs: number; known: boolean }[] = [];
  const coming: { mediaMs: number; arrivesMs: number }[] = [];
  const waiting: { mediaMs: number; arrivedMonoMs: number }[] = [];
  const start = 10_000;
  for (let nowMs = 0; nowMs <= options.untilMs; nowMs += 10) {
    const monoMs = start + nowMs;
    for (const box of boxes.filter((each) => each.knownMonoMs === monoMs)) pacer.boxesArrived(box.mediaMs, monoMs);
    if (nowMs % 40 === 0) coming.push({ mediaMs: nowMs, arrivesMs: nowMs + (options.lateMs?.(nowMs) ?? 0) });
    while (coming[0] && coming[0].arrivesMs <= nowMs) {
      const { mediaMs } = coming.shift() ?? { mediaMs: 0 };
      pacer.chunkArrived(mediaMs, monoMs);
      waiting.push({ mediaMs, arrivedMonoMs: monoMs });
      const isAnalysed = (mediaMs / 40) % (options.every ?? 1) === 0 && mediaMs < (options.stopBoxesAtMs ?? 1e9);
      if (isAnalysed) boxes.push({ mediaMs, knownMonoMs: monoMs + options.lagMs(mediaMs) });
    }
    pacer.update(monoMs);
    while (waiting[0] && pacer.releaseMonoMs(waiting[0].mediaMs, waiting[0].arrivedMonoMs) <= monoMs) {
      const { mediaMs } = waiting.shift() ?? { mediaMs: 0 };
      const known = boxes.some((box) => box.mediaMs >= mediaMs && box.knownMonoMs <= monoMs);
      shown.push({ mediaMs, shownMonoMs: monoMs - start, known });
    }
  }
  return { pacer, shown };
}

const after = <T extends { mediaMs: number }>(list: T[], mediaMs: number): T[] =>
  list.filter((each) => each.mediaMs >= mediaMs);

describe('holding pictures back for their boxes', () => {
  it.each([
    { protection: 'exact boxes', rules: exactBoxes, unknown: 0 },
    // Positive control: without the hold every picture comes before its boxes.
    { protection: 'low latency', rules: lowLatency, unknown: 101 },
  ])('$protection: pictures shown before their boxes, once the lag is known', ({ rules, unknown }) => {
    const { shown } = play(rules, { lagMs: () => 200, untilMs: 6000 });
    expect(after(shown, 1000).filter(({ known, mediaMs }) => !known && mediaMs <= 5000).length).toBe(unknown);
  });

  it('holds as long as the analysis takes and a margin, not longer', () => {
    const { pacer } = play(exactBoxes, { lagMs: () => 200, untilMs: 6000 });
    expect(pacer.delayMs).toBe(250);
  });

  it('waits for the next analysed picture where only some are analysed', () => {
    const { pacer, shown } = play(exactBoxes, { lagMs: () => 100, every: 5, untilMs: 8000 });
    expect({ delayMs: pacer.delayMs, unknown: after(shown, 2000).filter(({ known }) => !known).length }).toEqual({
      // Four pictures of 40 ms to the next analysed one, its lag, the margin.
      delayMs: 310,
      unknown: 0,
    });
  });

  it('holds a single picture longer whose boxes are late, and the next ones shorter again', () => {
    const { shown } = play(exactBoxes, { lagMs: (mediaMs) => (mediaMs === 4000 ? 600 : 200), untilMs: 7000 });
    const latency = (mediaMs: number): number =>
      (shown.find((each) => each.mediaMs === mediaMs)?.shownMonoMs ?? 0) - mediaMs;
    expect({ unknown: after(shown, 1000).filter(({ known }) => !known).length, later: latency(5000) }).toEqual({
      unknown: 0,
      later: 250,
    });
  });

  it('never holds longer than the limit', () => {
    const { shown } = play(exactBoxes, { lagMs: () => 3000, untilMs: 9000 });
    expect(Math.max(...after(shown, 4000).map(({ mediaMs, shownMonoMs }) => shownMonoMs - mediaMs))).toBe(1200);
  });

  it('boxes stay exact on a link that now and then holds everything up for two seconds', () => {
    const lateMs = (mediaMs: number): number => Math.max(0, 2000 - (mediaMs % 4000));
    const { shown } = play(exactBoxes, { lagMs: () => 200, lateMs, untilMs: 12_000 });
    expect(after(shown, 4000).filter(({ known }) => !known).length).toBe(0);
  });

  it('shows pictures at once where nothing is analysed', () => {
    const { shown } = play(exactBoxes, { lagMs: () => 0, untilMs: 2000, stopBoxesAtMs: 0 });
    expect(shown.every(({ mediaMs, shownMonoMs }) => mediaMs === shownMonoMs)).toBe(true);
  });

  it('comes back to the present when the detector stops, without a jump', () => {
    const { pacer, shown } = play(exactBoxes, { lagMs: () => 200, untilMs: 20_000, stopBoxesAtMs: 5000 });
    const steps = after(shown, 9000).map(
      ({ shownMonoMs }, i, all) => shownMonoMs - (all[i - 1]?.shownMonoMs ?? shownMonoMs),
    );
    expect({ delayMs: pacer.delayMs, longestStepMs: Math.max(...steps) }).toEqual({ delayMs: 0, longestStepMs: 40 });
  });
});
