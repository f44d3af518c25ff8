import { Worker } from 'node:worker_threads';
import { AppError } from '../../app/base/error.ts';
import type { BodyInPicture } from '../../app/demo/scene.ts';
import type { FilmAnswer, FilmOrder, FilmRequest } from './filmOrder.ts';
import type { BoxSource } from './writeSimulation.ts';

/** Steps a thread may be ahead of the slowest. */
const ahead = 25;

/** Films cameras in at most `threads` threads, which keep in step. */
export function startFilmCrew(order: FilmOrder, threads: number): BoxSource {
  const count = Math.min(threads, order.cameras.length);
  const members = Array.from({ length: count }, (_, at) => {
    const cameras = order.cameras.filter((_camera, place) => place % count === at);
    return new CrewMember({ ...order, cameras });
  });
  let step = 0;
  return {
    async next() {
      for (const member of members) member.allow(step + ahead);
      step++;
      const boxes = await Promise.all(members.map((member) => member.next()));
      return order.cameras.map((_, place) => boxes[place % count]?.[Math.floor(place / count)] ?? []);
    },
    async finish() {
      await Promise.all(members.map((member) => member.finished));
    },
    async abandon() {
      await Promise.all(members.map((member) => member.abandon()));
    },
  };
}

type Boxes = readonly (readonly BodyInPicture[])[];

class CrewMember {
  readonly finished: Promise<void>;
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  readonly #ready: Boxes[] = [];
  #waiting: ((boxes: Boxes) => void) | null = null;

  constructor(order: FilmOrder) {
    this.#worker = new Worker(new URL('filmThread.ts', import.meta.url), { workerData: order });
    this.#gone = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.finished = new Promise((resolve, reject) => {
      this.#worker.on('message', (answer: FilmAnswer) => {
        if (answer.kind === 'step') this.#take(answer.boxes);
        else if (answer.kind === 'finished') resolve();
        else reject(new AppError(answer.code, answer.message));
      });
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => reject(new AppError('unavailable', 'A film thread ended before its film did.')));
    });
    this.finished.catch(() => undefined); // `next` and `finish` tell it
  }

  allow(until: number): void {
    this.#send({ kind: 'go', until });
  }

  /** Boxes of the next step, or what the thread failed with. */
  next(): Promise<Boxes> {
    const ready = this.#ready.shift();
    if (ready) return Promise.resolve(ready);
    const boxes = new Promise<Boxes>((resolve) => (this.#waiting = resolve));
    const failed = this.finished.then(() => Promise.reject(new Error('a film thread finished too early')));
    return Promise.race([boxes, failed]);
  }

  async abandon(): Promise<void> {
    this.#send({ kind: 'abandon' });
    await this.#gone;
  }

  #take(boxes: Boxes): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting(boxes);
    else this.#ready.push(boxes);
  }

  #send(request: FilmRequest): void {
    this.#worker.postMessage(request);
  }
}
