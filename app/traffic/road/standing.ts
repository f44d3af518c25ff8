/** A road user that has not left its circle for this long stands. */
const standsAfterMs = 2000;

/**
 * Since when a road user has not left a circle around where it came to rest. Trembling boxes do not break it: a place
 * is outside only by more than twice its own error.
 */
export class Standing {
  #x = 0;
  #y = 0;
  #sinceAtMs: number | null = null;
  #isAtRest = false;

  /** @returns since when it stands; `null` while it moves */
  at(atMs: number, place: { readonly x: number; readonly y: number; readonly placeError: number }, radius: number) {
    const off = Math.hypot(place.x - this.#x, place.y - this.#y);
    if (this.#sinceAtMs === null || off > radius + 2 * Math.min(place.placeError, radius)) {
      this.#centre(place);
      this.#sinceAtMs = atMs;
      this.#isAtRest = false;
      return null;
    }
    if (atMs - this.#sinceAtMs < standsAfterMs) return null;
    if (!this.#isAtRest) this.#centre(place);
    this.#isAtRest = true;
    return this.#sinceAtMs;
  }

  #centre({ x, y }: { readonly x: number; readonly y: number }): void {
    this.#x = x;
    this.#y = y;
  }
}
