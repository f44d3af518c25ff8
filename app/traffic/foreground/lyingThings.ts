import type { Box } from '../../space/box.ts';

/** One thing that lies on the road, in pixels of the frame. */
export interface LyingThing {
  readonly objectId: number;
  readonly boxInFrame: Box;
  readonly sinceAtMs: number;
  readonly score: number;
}

export interface SeenThing extends Omit<LyingThing, 'objectId'> {
  /** Whether it may be the first that is seen of a thing. */
  readonly mayBeNew: boolean;
}

/** A thing that is not told apart from the road for this long is gone; one that is hidden stays. */
const goneAfterMs = 4000;
const nearPx = 3;

/** Keeps the identity of things from sample to sample. */
export class LyingThings {
  #known: (LyingThing & { readonly seenAtMs: number })[] = [];
  #nextId = 1;

  get now(): readonly LyingThing[] {
    return this.#known.map(({ objectId, boxInFrame, sinceAtMs, score }) => ({
      objectId,
      boxInFrame,
      sinceAtMs,
      score,
    }));
  }

  update(seen: readonly SeenThing[], isHidden: (boxInFrame: Box) => boolean, atMs: number): void {
    const left = [...seen];
    const kept = this.#known.flatMap((known) => {
      const found = left.findIndex(({ boxInFrame }) => areNear(boxInFrame, known.boxInFrame));
      if (found >= 0) {
        const [thing] = left.splice(found, 1);
        const { boxInFrame, score } = thing!;
        const sinceAtMs = Math.min(known.sinceAtMs, thing!.sinceAtMs);
        return [{ ...{ objectId: known.objectId, boxInFrame, sinceAtMs, score }, seenAtMs: atMs }];
      }
      if (isHidden(known.boxInFrame)) return [{ ...known, seenAtMs: atMs }];
      return atMs - known.seenAtMs < goneAfterMs ? [known] : [];
    });
    const added = left.flatMap(({ mayBeNew, ...thing }) =>
      mayBeNew ? [{ ...thing, objectId: this.#nextId++, seenAtMs: atMs }] : [],
    );
    this.#known = [...kept, ...added];
  }

  clear(): void {
    this.#known = [];
  }
}

function areNear(a: Box, b: Box): boolean {
  return Math.abs(a.cx - b.cx) <= (a.w + b.w) / 2 + nearPx && Math.abs(a.cy - b.cy) <= (a.h + b.h) / 2 + nearPx;
}
