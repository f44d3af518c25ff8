/**
 * The best candidates of one frame, at most `capacity`, without allocation: a heap with the worst on top, in one typed
 * array a column. Boxes are in pixels of the model's input, as corners.
 */
export class Candidates {
  readonly capacity: number;
  readonly score: Float32Array;
  readonly classId: Int32Array;
  /** Where the box lies in the output. */
  readonly anchor: Int32Array;
  count = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.score = new Float32Array(capacity);
    this.classId = new Int32Array(capacity);
    this.anchor = new Int32Array(capacity);
  }

  clear(): void {
    this.count = 0;
  }

  /** Takes the candidate if there is room or it is better than the worst. */
  offer(score: number, classId: number, anchor: number): void {
    if (this.count < this.capacity) {
      this.#put(this.count, score, classId, anchor);
      this.#rise(this.count++);
    } else if (score > (this.score[0] as number)) {
      this.#put(0, score, classId, anchor);
      this.#sink(0, this.count);
    }
  }

  /** Orders the columns best first; afterwards the heap is gone until `clear`. */
  sort(): void {
    for (let end = this.count - 1; end > 0; end--) {
      this.#swap(0, end);
      this.#sink(0, end);
    }
  }

  #rise(at: number): void {
    let child = at;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#worse(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #sink(at: number, end: number): void {
    let parent = at;
    for (;;) {
      let worst = parent;
      const left = 2 * parent + 1;
      if (left < end && this.#worse(left, worst)) worst = left;
      if (left + 1 < end && this.#worse(left + 1, worst)) worst = left + 1;
      if (worst === parent) return;
      this.#swap(parent, worst);
      parent = worst;
    }
  }

  /** Equal scores are ordered by anchor, so that a frame always gives the same list. */
  #worse(a: number, b: number): boolean {
    const scoreA = this.score[a] as number;
    const scoreB = this.score[b] as number;
    return scoreA < scoreB || (scoreA === scoreB && (this.anchor[a] as number) > (this.anchor[b] as number));
  }

  #put(at: number, score: number, classId: number, anchor: number): void {
    this.score[at] = score;
    this.classId[at] = classId;
    this.anchor[at] = anchor;
  }

  #swap(a: number, b: number): void {
    const score = this.score[a] as number;
    const classId = this.classId[a] as number;
    const anchor = this.anchor[a] as number;
    this.#put(a, this.score[b] as number, this.classId[b] as number, this.anchor[b] as number);
    this.#put(b, score, classId, anchor);
  }
}
