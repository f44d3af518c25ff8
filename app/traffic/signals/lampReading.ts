import { type Letterbox, letterboxOf, type RgbPicture } from '../../detect/letterbox.ts';
import type { Point, Size } from '../../space/box.ts';
import type { SignalState } from '../road/roadUser.ts';

/** A colour this far from grey shines; what is lit by day or by a lamp beside it stays below. */
const leastColour = 55;
/** Lamps that blind the camera are white: they are known by their place, this much brighter than the other two. */
const leastBrighter = 70;

interface Lamp {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/**
 * Reads a signal head in a letterboxed frame: its upper, middle and lower third, each by its most coloured pixel.
 * @param outline of the housing, pixels of the source picture, red on top
 * @returns `null` when no lamp can be told: hidden, dark, too far away
 */
export function lampReading(frame: RgbPicture, source: Size, outline: readonly Point[]): SignalState | null {
  const placed = letterboxOf(source, frame);
  const thirds = [0, 1, 2].map((third) => lampIn(frame, areaOf(outline, placed, source, third)));
  const [top, middle, bottom] = thirds;
  if (!top || !middle || !bottom) return null;
  const isRed = top.red - Math.max(top.green, top.blue) > leastColour;
  const isAmber =
    middle.red - middle.blue > leastColour && middle.green - middle.blue > leastColour / 2 && !isGreen(middle);
  if (isRed) return isAmber ? 'red-amber' : 'red';
  if (isGreen(bottom)) return 'green';
  if (isAmber) return 'amber';
  return byBrightness([top, middle, bottom]);
}

function isGreen({ red, green }: Lamp): boolean {
  return green - red > leastColour;
}

function byBrightness(lamps: readonly Lamp[]): SignalState | null {
  const luma = lamps.map(({ red, green, blue }) => 0.299 * red + 0.587 * green + 0.114 * blue);
  const place = luma.indexOf(Math.max(...luma));
  const others = luma.filter((_, at) => at !== place);
  const { red, green, blue } = lamps[place]!;
  const isWhite = Math.max(red, green, blue) - Math.min(red, green, blue) < leastColour;
  if (!isWhite || luma[place]! - Math.max(...others) < leastBrighter) return null;
  return (['red', 'amber', 'green'] as const)[place]!;
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A third of the box around the housing, in whole pixels of the frame, at least one each way. */
function areaOf(outline: readonly Point[], placed: Letterbox, source: Size, third: number): Area {
  const xs = outline.map(({ x }) => placed.offsetX + (x * placed.width) / source.width);
  const ys = outline.map(({ y }) => placed.offsetY + (y * placed.height) / source.height);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const height = (bottom - top) / 3;
  const first = Math.floor(top + third * height);
  return {
    left: Math.floor(Math.min(...xs)),
    right: Math.ceil(Math.max(...xs)),
    top: first,
    bottom: Math.max(first + 1, Math.floor(top + (third + 1) * height)),
  };
}

/** The pixel that is farthest from grey, or the brightest where all are grey; `null` outside the frame. */
function lampIn({ rgb, width, height }: RgbPicture, area: Area): Lamp | null {
  let best: Lamp | null = null;
  let bestWorth = -1;
  for (let y = Math.max(0, area.top); y < Math.min(height, area.bottom); y++) {
    for (let x = Math.max(0, area.left); x < Math.min(width, area.right); x++) {
      const at = 3 * (y * width + x);
      const [red, green, blue] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
      const worth = Math.max(red, green, blue) - Math.min(red, green, blue) + Math.max(red, green, blue) / 4;
      if (worth <= bestWorth) continue;
      bestWorth = worth;
      best = { red, green, blue };
    }
  }
  return best;
}
