/** Gives results out in the order in which their work was handed in, however the workers overtake each other. */
export class InOrder<T> {
  readonly #ready = new Map<number, T>();
  readonly #give: (result: T) => void;
  #handedIn = 0;
  #given = 0;

  constructor(give: (result: T) => void) {
    this.#give = give;
  }

  /** Results that are still to come or waiting for their turn. */
  get open(): number {
    return this.#handedIn - this.#given;
  }

  /** @returns the place in the order, to be given with the result */
  handIn(): number {
    return this.#handedIn++;
  }

  done(place: number, result: T): void {
    this.#ready.set(place, result);
    for (let next = this.#ready.get(this.#given); next !== undefined; next = this.#ready.get(this.#given)) {
      this.#ready.delete(this.#given++);
      this.#give(next);
    }
  }
}
