import { between, oneOf, type Random } from '../../../base/random.ts';
import type { Colour } from '../mesh.ts';

/** Linear light from a display colour, 0..255 a channel. */
export function displayed(r: number, g: number, b: number): Colour {
  return [(r / 255) ** 2.2, (g / 255) ** 2.2, (b / 255) ** 2.2];
}

export function scaled(colour: Colour, by: number): Colour {
  return [colour[0] * by, colour[1] * by, colour[2] * by];
}

const black = displayed(18, 18, 20);
export const rubber = displayed(30, 30, 32);
export const darkGlass = displayed(22, 26, 30);
export const trim = displayed(38, 38, 40);

/** Paints by how often they are met on European roads. */
export function carPaint(random: Random): Colour {
  const roll = random();
  const shift = between(random, 0.8, 1.15);
  if (roll < 0.24) return scaled(displayed(225, 226, 224), between(random, 0.85, 1.05));
  if (roll < 0.45) return scaled(displayed(105, 108, 112), between(random, 0.5, 1.5));
  if (roll < 0.64) return scaled(black, between(random, 0.7, 2.2));
  if (roll < 0.78) return scaled(displayed(172, 176, 180), shift);
  if (roll < 0.87)
    return scaled(oneOf(random, [displayed(28, 52, 110), displayed(40, 90, 160), displayed(20, 30, 60)]), shift);
  if (roll < 0.94)
    return scaled(oneOf(random, [displayed(165, 22, 24), displayed(120, 16, 26), displayed(196, 50, 30)]), shift);
  return scaled(
    oneOf(random, [
      displayed(40, 84, 52),
      displayed(214, 176, 40),
      displayed(180, 160, 130),
      displayed(110, 70, 40),
      displayed(220, 110, 30),
      displayed(90, 150, 150),
    ]),
    shift,
  );
}

/** Vans, lorries and their bodies: mostly white, else a firm's colour. */
export function firmPaint(random: Random): Colour {
  if (random() < 0.5) return scaled(displayed(226, 228, 228), between(random, 0.75, 1.05));
  return scaled(
    oneOf(random, [
      displayed(30, 70, 150),
      displayed(190, 30, 30),
      displayed(230, 190, 40),
      displayed(30, 110, 70),
      displayed(110, 112, 116),
      displayed(225, 120, 40),
      displayed(60, 60, 66),
      displayed(150, 190, 210),
    ]),
    between(random, 0.75, 1.1),
  );
}

export function clothes(random: Random): Colour {
  if (random() < 0.6) return scaled(displayed(60, 62, 70), between(random, 0.3, 2.4));
  return scaled(
    displayed(between(random, 40, 230), between(random, 40, 220), between(random, 40, 220)),
    between(random, 0.6, 1),
  );
}

export function skin(random: Random): Colour {
  return scaled(displayed(205, 160, 130), between(random, 0.25, 1.1));
}

export function wheelRim(random: Random): Colour {
  return random() < 0.75 ? scaled(displayed(150, 152, 156), between(random, 0.4, 1.2)) : displayed(40, 40, 42);
}
