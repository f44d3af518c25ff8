import { between, type Random } from '../../app/base/random.ts';
import type { GroundPoint, Scenery } from '../../app/demo/scene.ts';
import type { Road } from './sceneRoads.ts';

/** The verges of a road while they are being filled; `out` is 1 on its left, -1 on its right. */
export interface Roadside {
  readonly random: Random;
  readonly road: Road;
  readonly blocks: Scenery['blocks'][number][];
  readonly trees: Scenery['trees'][number][];
  readonly poles: Scenery['poles'][number][];
  /** How densely it is built up, and how green it is between the houses. */
  readonly built: number;
  readonly green: number;
  /** Whether nothing there would stand on the other road of a junction. */
  free(x: number, roomM: number): boolean;
  /** The place at `x` along the road, so many metres to the left of its centre. */
  along(asideM: number, x: number): GroundPoint & { headingRad: number };
}

const newSeed = (random: Random): number => Math.floor(random() * 2 ** 31);

export function housesAndTrees(
  { random, road, blocks, trees, built, green, free, along }: Roadside,
  out: number,
): void {
  let x = 8;
  while (x < 190) {
    const lengthM = between(random, 8, 30);
    const widthM = between(random, 8, 16);
    const setBack = between(random, 3, 14);
    if (random() < built * 0.8 && free(x + lengthM / 2, lengthM * 0.8)) {
      const at = along(out * (road.halfWidthM + setBack + widthM / 2), x + lengthM / 2);
      blocks.push({
        kind: 'building',
        ...at,
        lengthM,
        widthM,
        bottomM: 0,
        heightM: between(random, 4, random() < 0.3 ? 30 : 12),
        lookSeed: newSeed(random),
      });
    } else
      for (let k = 0; k < green * 4; k++)
        if (free(x + 5, 8))
          trees.push({
            ...along(out * (road.halfWidthM + between(random, 1.5, 25)), x + random() * lengthM),
            heightM: between(random, 3, 14),
            lookSeed: newSeed(random),
          });
    x += lengthM + between(random, 0, 12);
  }
}

export function lampsOrPoles({ random, road, poles, free, along }: Roadside, out: number): void {
  if (random() >= 0.7) return;
  const lamp = random() < 0.8;
  const armM = lamp ? between(random, 0.5, 2.5) : 0;
  const heightM = between(random, 6, 11);
  const gap = between(random, 22, 45);
  for (let at = between(random, -40, -10); at < 180; at += gap)
    if (free(at, 1)) {
      const place = along(out * (road.carriagewayHalfM + between(random, 0.8, 1)), at);
      poles.push({ ...place, headingRad: place.headingRad - (out * Math.PI) / 2, heightM, armM, lamp });
    }
}

export function signs({ random, road, blocks, poles, free, along }: Roadside, out: number): void {
  for (let k = 0; k < 4; k++)
    if (random() < 0.4) {
      const place = along(out * (road.carriagewayHalfM + between(random, 0.7, 2.5)), between(random, 5, 90));
      if (!free(place.xM, 1)) continue;
      const bottomM = between(random, 1.6, 2.4);
      poles.push({ ...place, heightM: bottomM + 0.7, armM: 0, lamp: false });
      const size = between(random, 0.5, 1.2);
      blocks.push({
        kind: 'sign',
        ...place,
        lengthM: 0.05,
        widthM: size,
        bottomM,
        heightM: size,
        lookSeed: newSeed(random),
      });
    }
}

export function shelter({ random, road, blocks, along }: Roadside, out: number): void {
  if (random() < 0.15)
    blocks.push({
      kind: 'shelter',
      ...along(out * (road.halfWidthM - 0.2), between(random, 10, 50)),
      lengthM: 4,
      widthM: 1.6,
      bottomM: 0,
      heightM: 2.5,
      lookSeed: newSeed(random),
    });
}

/** Upright things of a person's size that are none. */
export function binsAndCabinets({ random, road, blocks, free, along }: Roadside, out: number): void {
  for (let k = 0; k < 5; k++)
    if (random() < 0.35) {
      const place = along(out * (road.carriagewayHalfM + between(random, 0.6, 1.5)), between(random, 4, 70));
      if (free(place.xM, 1))
        blocks.push({
          kind: 'barrier',
          ...place,
          lengthM: between(random, 0.3, 1),
          widthM: between(random, 0.3, 0.6),
          bottomM: 0,
          heightM: between(random, 0.7, 1.5),
          lookSeed: newSeed(random),
        });
    }
}
