/** A camera as the scheduler sees it. */
export interface Candidate {
  readonly cameraId: string;
  /** Higher is served more often; 1 is usual. */
  readonly weight: number;
  readonly hasFrame: boolean;
}

/** Past this time without analysis a camera goes first whatever the weights, so that none starves. */
const ageBoundMs = 2000;

/**
 * Chooses which camera's newest frame is analysed next: the longest unserved first, its waiting time multiplied by its
 * weight. It holds no frames; load is shed because frames that nobody chose are overwritten in their slots.
 */
export class Scheduler {
  readonly #servedMonoMs = new Map<string, number>();

  /** @returns the camera to serve now, or `null` when no candidate has a frame */
  choose(candidates: Iterable<Candidate>, nowMonoMs: number): string | null {
    let best: { cameraId: string; overdue: boolean; urgency: number } | null = null;
    for (const { cameraId, weight, hasFrame } of candidates) {
      if (!hasFrame) continue;
      const waitedMs = nowMonoMs - (this.#servedMonoMs.get(cameraId) ?? Number.NEGATIVE_INFINITY);
      const overdue = waitedMs > ageBoundMs;
      const urgency = overdue ? waitedMs : waitedMs * weight;
      if (!best || (overdue && !best.overdue) || (overdue === best.overdue && urgency > best.urgency)) {
        best = { cameraId, overdue, urgency };
      }
    }
    if (best) this.#servedMonoMs.set(best.cameraId, nowMonoMs);
    return best?.cameraId ?? null;
  }

  forget(cameraId: string): void {
    this.#servedMonoMs.delete(cameraId);
  }
}
