/** No picture older than this looks live, ms. */
export const staleAfterMs = 3000;

/** What the page knows of the picture a tile is showing. Monotonic page time. */
export interface ShownPicture {
  /** When the newest frame came to the screen. */
  readonly shownMonoMs: number;
  /** How long that frame had been on its way from the camera's packet to the screen. */
  readonly onItsWayMs: number;
}

/** `none`: there is no picture at all. */
export type Look = 'live' | 'stale' | 'none';

/** Age of what the operator sees, ms: it grows by the page's own clock, whatever happened to link, worker or station. */
export function pictureAgeMs(picture: ShownPicture | null, nowMonoMs: number): number | null {
  return picture ? Math.max(0, nowMonoMs - picture.shownMonoMs) + Math.max(0, picture.onItsWayMs) : null;
}

export function lookOf(ageMs: number | null): Look {
  if (ageMs === null) return 'none';
  return ageMs > staleAfterMs ? 'stale' : 'live';
}

/** Age in the fewest characters that are still exact enough: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function ageText(ageMs: number): string {
  if (ageMs < 10_000) return `${(ageMs / 1000).toFixed(1)} s`;
  const s = Math.floor(ageMs / 1000);
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min ${s % 60} s`;
  return `${Math.floor(min / 60)} h ${min % 60} min`;
}
