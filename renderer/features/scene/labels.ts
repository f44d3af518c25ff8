import type { Point } from '../../../app/space/box.ts';

/** A name beside a shape: its anchor is the lower left corner, or the middle of its lower edge. */
export interface Label {
  readonly key: string;
  readonly text: string;
  readonly at: Point;
  readonly centred: boolean;
  /** Is shown whatever it covers. */
  readonly always: boolean;
}

/** Letters are about this much narrower than they are high. */
const widthOfLetter = 0.58;

/**
 * The labels that have room: each that would cover one before it is left out, so that what is shown can be read.
 * @param fontSize in the units of the points
 */
export function labelsWithRoom(labels: readonly Label[], fontSize: number): Label[] {
  const shown: { label: Label; left: number; right: number; bottom: number }[] = [];
  for (const label of labels.toSorted((a, b) => Number(b.always) - Number(a.always))) {
    const width = label.text.length * widthOfLetter * fontSize;
    const left = label.at.x - (label.centred ? width / 2 : 0);
    const box = { label, left, right: left + width, bottom: label.at.y };
    const covers = shown.some(
      (other) =>
        box.left < other.right && other.left < box.right && Math.abs(box.bottom - other.bottom) < 1.2 * fontSize,
    );
    if (!covers || label.always) shown.push(box);
  }
  return shown.map(({ label }) => label);
}
