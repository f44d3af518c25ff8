import { bearingBetween, type EarthPoint } from '../../../app/space/geo.ts';
import type { Placement } from './placedScene.ts';

/** A camera that is being placed; `null` is a field that is still empty. */
export interface PlaceDraft {
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  readonly bearingDeg: number | null;
  /** What the next click on the map says. */
  readonly clickSets: 'position' | 'direction';
}

/** @param placed where the camera stands by now */
export function startPlacing(placed: Placement | null): PlaceDraft {
  if (!placed) return { latDeg: null, lonDeg: null, bearingDeg: 0, clickSets: 'position' };
  return {
    latDeg: rounded(placed.earth.latDeg, 7),
    lonDeg: rounded(placed.earth.lonDeg, 7),
    bearingDeg: rounded(placed.bearingDeg, 1),
    clickSets: 'position',
  };
}

/** A click on the map: first where the camera stands, then something that it looks at. */
export function pointedAt(draft: PlaceDraft, at: EarthPoint): PlaceDraft {
  if (draft.clickSets === 'position' || draft.latDeg === null || draft.lonDeg === null) {
    return { ...draft, latDeg: rounded(at.latDeg, 7), lonDeg: rounded(at.lonDeg, 7), clickSets: 'direction' };
  }
  const from = { latDeg: draft.latDeg, lonDeg: draft.lonDeg };
  return { ...draft, bearingDeg: rounded(bearingBetween(from, at), 1) };
}

/** Where the camera stands by the draft; `null` while something is missing or lies nowhere on earth. */
export function placementIn({ latDeg, lonDeg, bearingDeg }: PlaceDraft): Placement | null {
  if (latDeg === null || lonDeg === null || bearingDeg === null) return null;
  if (Math.abs(latDeg) > 90 || Math.abs(lonDeg) > 180) return null;
  return { earth: { latDeg, lonDeg }, bearingDeg };
}

/** Seven digits of a degree are a centimetre. */
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
