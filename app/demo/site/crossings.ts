import type { GroundPoint } from '../scene.ts';
import { crossingAt, crossRoad as c, street as s } from './measures.ts';

/** A pedestrian crossing at the junction, from kerb to kerb. */
export interface Crossing {
  readonly id: 'west' | 'east' | 'north' | 'south';
  readonly from: GroundPoint;
  readonly to: GroundPoint;
  readonly widthM: number;
}

function across(id: 'west' | 'east', side: 1 | -1): Crossing {
  const xM = c.middleXM + side * crossingAt.streetM;
  return {
    id,
    from: { xM, yM: s.middleYM - s.kerbM },
    to: { xM, yM: s.middleYM + s.kerbM },
    widthM: crossingAt.widthM,
  };
}

function acrossRoad(id: 'north' | 'south', side: 1 | -1): Crossing {
  const yM = s.middleYM + side * crossingAt.crossRoadM;
  return {
    id,
    from: { xM: c.middleXM - c.kerbM, yM },
    to: { xM: c.middleXM + c.kerbM, yM },
    widthM: crossingAt.widthM,
  };
}

export const crossings: readonly Crossing[] = [
  across('west', -1),
  across('east', 1),
  acrossRoad('north', 1),
  acrossRoad('south', -1),
];

const armOf = { w: 'west', e: 'east', n: 'north', s: 'south' } as const;

/** The crossings that a way through the junction passes; its name tells its arms. */
export function crossingsOnWay(laneId: string): readonly Crossing['id'][] {
  const [, from, to] = /^junction-([wens])([wens])/.exec(laneId) ?? [];
  if (!from || !to) return [];
  return [armOf[from as keyof typeof armOf], armOf[to as keyof typeof armOf]];
}
