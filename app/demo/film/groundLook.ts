import { oneOf, seededRandom } from '../../base/random.ts';
import type { Material } from '../scene.ts';
import { displayed, scaled } from './bodies/paint.ts';
import type { Colour } from './mesh.ts';
import { hash2, valueNoise } from './noise.ts';

export const materials: readonly Material[] = [
  'grass',
  'asphalt',
  'concrete',
  'paving',
  'earth',
  'gravel',
  'white',
  'yellow',
];

/** Colour of the ground at a place; `footprintM` is how much ground one pixel sees, finer detail than that is left out. */
export interface GroundLook {
  colour(material: number, xM: number, yM: number, footprintM: number, track: number, out: Float64Array): void;
  /** How much of the paint is left there, 0..1. */
  paintLeft(xM: number, yM: number, footprintM: number): number;
}

/** The ground of one site: how old its asphalt is, how worn its paint, how dry its grass, all from the seed. */
export function groundLookOf(seed: number): GroundLook {
  const random = seededRandom(seed ^ 0x51ed270b);
  const grey = 0.5 + random() * random() * 1.3;
  const warm = 0.94 + random() * 0.12;
  const asphalt: Colour = [0.1 * grey * warm, 0.1 * grey, (0.1 * grey) / warm];
  const dry = random();
  const base: Record<Material, Colour> = {
    asphalt,
    concrete: scaled(displayed(168, 165, 156), 0.75 + random() * 0.5),
    paving: scaled(
      oneOf(random, [
        displayed(150, 146, 138),
        displayed(150, 122, 108),
        displayed(128, 128, 130),
        displayed(166, 152, 128),
      ]),
      0.75 + random() * 0.5,
    ),
    grass: displayed(66 + dry * 60, 88 + dry * 26, 42 + dry * 26),
    earth: displayed(110 + random() * 20, 90 + random() * 14, 66),
    gravel: displayed(140, 134, 126),
    white: displayed(214, 214, 208),
    yellow: displayed(216, 170, 50),
  };
  const wear = random() * 0.55;
  const patchy = random();
  const cracked = random();
  const streaks = 0.08 + random() * 0.22;
  const grain = 0.1 + random() * 0.2;
  const detail = (sizeM: number, footprintM: number): number => Math.max(0, Math.min(1, 1.4 - footprintM / sizeM));

  const asphaltFactor = (x: number, y: number, footprint: number, track: number): number => {
    let f =
      1 +
      (valueNoise(x / 11, y / 11, seed) - 0.5) * 0.3 * (0.4 + patchy) +
      (valueNoise(x / 2.3, y / 2.3, seed + 5) - 0.5) * 0.16;
    const fine = detail(0.12, footprint);
    if (fine > 0) f += (hash2(Math.floor(x * 16), Math.floor(y * 16), seed) - 0.5) * grain * fine;
    const middle = detail(0.5, footprint);
    if (middle > 0) f += (valueNoise(x * 2.5, y * 2.5, seed + 6) - 0.5) * 0.14 * middle;
    f *= 1 - streaks * track * (0.7 + 0.6 * valueNoise(x / 6, y / 6, seed + 7));
    const cellX = Math.floor(x / 9);
    const cellY = Math.floor(y / 3.6);
    if (hash2(cellX, cellY, seed + 8) < 0.1 * patchy) {
      const inX = x / 9 - cellX;
      const inY = y / 3.6 - cellY;
      const edge = 0.15 + 0.2 * hash2(cellX, cellY, seed + 9);
      if (inX > edge && inX < 1 - edge && inY > 0.1 && inY < 0.9) f *= 0.62 + 0.5 * hash2(cellX, cellY, seed + 10);
    }
    const crackDetail = detail(0.09, footprint) * cracked;
    if (crackDetail > 0.05) {
      const bend = valueNoise(x / 1.7, y / 1.7, seed + 11) + 0.25 * valueNoise(x * 2, y * 2, seed + 12);
      if (Math.abs(bend - 0.62) < 0.012 && valueNoise(x / 8, y / 8, seed + 13) > 0.6) f *= 1 - 0.55 * crackDetail;
    }
    const oil = valueNoise(x / 1.2, y / 1.2, seed + 14);
    if (oil > 0.86) f *= 1 - (oil - 0.86) * 2.5 * detail(1, footprint);
    return f;
  };

  const factorOf = (material: Material, x: number, y: number, footprint: number, track: number): number => {
    switch (material) {
      case 'asphalt':
        return asphaltFactor(x, y, footprint, track);
      case 'grass':
        return (
          0.75 +
          0.35 * valueNoise(x / 5, y / 5, seed + 20) +
          0.25 * valueNoise(x / 0.9, y / 0.9, seed + 21) * detail(2, footprint) +
          (hash2(Math.floor(x * 9), Math.floor(y * 9), seed) - 0.5) * 0.6 * detail(0.2, footprint)
        );
      case 'concrete':
      case 'paving': {
        const size = material === 'paving' ? 0.5 : 4;
        const cellX = Math.floor(x / size);
        const cellY = Math.floor(y / size);
        const joint = Math.min(x / size - cellX, y / size - cellY) * size < 0.03 ? 0.7 : 1;
        const d = detail(size, footprint);
        return (
          (0.9 + 0.2 * valueNoise(x / 4, y / 4, seed + 22)) *
          (1 - d + d * joint * (0.9 + 0.2 * hash2(cellX, cellY, seed + 23)))
        );
      }
      case 'white':
      case 'yellow':
        return 0.85 + 0.3 * valueNoise(x / 0.7, y / 0.7, seed + 24);
      default:
        return (
          0.75 +
          0.4 * valueNoise(x / 1.5, y / 1.5, seed + 25) +
          (hash2(Math.floor(x * 8), Math.floor(y * 8), seed) - 0.5) * 0.4 * detail(0.2, footprint)
        );
    }
  };

  return {
    colour(material, x, y, footprint, track, out) {
      const name = materials[material]!;
      const f = factorOf(name, x, y, footprint, track);
      const [r, g, b] = base[name];
      out[0] = r * f;
      out[1] = g * f;
      out[2] = b * f;
    },
    paintLeft(x, y, footprint) {
      const worn =
        0.6 * valueNoise(x / 3, y / 3, seed + 30) +
        0.4 * valueNoise(x * 5, y * 5, seed + 31) * detail(0.4, footprint) +
        0.2 * (1 - detail(0.4, footprint));
      return Math.max(0.15, Math.min(1, 1.25 - wear - worn * wear * 1.8));
    },
  };
}
