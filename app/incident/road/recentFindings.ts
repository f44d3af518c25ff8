import type { Finding } from '../rule.ts';

/** What happens in a moment is shown for a while, so that it is one finding and not one of a single frame. */
export class RecentFindings {
  readonly #shownForMs: number;
  #shown: { readonly finding: Finding; readonly atMs: number }[] = [];

  constructor(shownForMs = 3000) {
    this.#shownForMs = shownForMs;
  }

  add(finding: Finding, atMs: number): void {
    this.#shown = this.#shown.filter((one) => one.finding.thing !== finding.thing);
    this.#shown.push({ finding, atMs });
  }

  at(atMs: number): readonly Finding[] {
    if (this.#shown.length === 0) return none;
    this.#shown = this.#shown.filter((one) => atMs - one.atMs <= this.#shownForMs);
    return this.#shown.map(({ finding }) => finding);
  }
}

const none: readonly Finding[] = [];
