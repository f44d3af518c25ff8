import type { Point } from '../../../app/space/box.ts';
import type { PictureFrame } from './pictureFrame.ts';

/** A name and where it may stand: middles of its lower edge, the best one first. Pixels of the picture. */
export interface Label {
  readonly key: string;
  readonly text: string;
  readonly places: readonly Point[];
  /** Those of more importance take their places first. */
  readonly importance: number;
  /** Is shown whatever it covers. */
  readonly always: boolean;
}

export interface PlacedLabel {
  readonly key: string;
  readonly text: string;
  readonly at: Point;
}

/** Letters are about this much narrower than they are high. */
const widthOfLetter = 0.6;
const heightOfLine = 1.25;

/** About how wide a text is, in the units of `fontSize`. */
export const textWidth = (text: string, fontSize: number): number => text.length * widthOfLetter * fontSize;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Each label at the first of its places where it covers no other one and lies inside the frame; a label without such a
 * place is left out, so that what is shown can be read.
 * @param fontSize pixels of the picture
 */
export function labelsWithRoom(labels: readonly Label[], fontSize: number, frame: PictureFrame): PlacedLabel[] {
  const taken: Box[] = [];
  const order = labels.toSorted(
    (a, b) => Number(b.always) - Number(a.always) || b.importance - a.importance || (a.key < b.key ? -1 : 1),
  );
  return order.flatMap(({ key, text, places, always }) => {
    const inside = places.flatMap((place) => heldInside(place, textWidth(text, fontSize), fontSize, frame) ?? []);
    const free = inside.find(({ box }) => !taken.some((other) => overlap(box, other)));
    const chosen = free ?? (always ? inside[0] : undefined);
    if (!chosen) return [];
    taken.push(chosen.box);
    return [{ key, text, at: chosen.at }];
  });
}

/** Moved sideways into the frame by at most half its width; `null` where that is not enough. */
function heldInside(place: Point, width: number, fontSize: number, frame: PictureFrame) {
  const least = frame.x + width / 2;
  const x = Math.max(least, Math.min(frame.x + frame.width - width / 2, place.x));
  const top = place.y - heightOfLine * fontSize;
  if (Math.abs(x - place.x) > width / 2 || top < frame.y || place.y > frame.y + frame.height) return null;
  const box: Box = { left: x - width / 2, right: x + width / 2, top, bottom: place.y };
  return { at: { x, y: place.y }, box };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
