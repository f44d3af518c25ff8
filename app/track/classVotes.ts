/** A vote counts half after this time: a number that has gone over to another road user is soon called by its class. */
const halfLifeMs = 2500;
/** Another class must lead by so much: while two are nearly even the name stays. */
const leadShare = 0.1;

/** What one track is, by all that the detector said of it: votes weigh by score, older ones less. */
export class ClassVotes<Name> {
  readonly #votes = new Map<Name, number>();
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #best: Name;

  /** @param unnamed what it is called before the first vote */
  constructor(unnamed: Name) {
    this.#best = unnamed;
  }

  /** The class with most votes; while two are nearly even, the one it had. */
  get best(): Name {
    return this.#best;
  }

  /** @param atMs not faded when it lies before the last vote */
  vote(name: Name, score: number, atMs: number): void {
    if (atMs > this.#lastAtMs) {
      this.#fade(0.5 ** ((atMs - this.#lastAtMs) / halfLifeMs));
      this.#lastAtMs = atMs;
    }
    this.#votes.set(name, (this.#votes.get(name) ?? 0) + score);
    let most = (this.#votes.get(this.#best) ?? 0) * (1 + leadShare);
    for (const [each, votes] of this.#votes) if (votes > most) [this.#best, most] = [each, votes];
  }

  #fade(share: number): void {
    for (const [name, votes] of this.#votes) this.#votes.set(name, votes * share);
  }
}
