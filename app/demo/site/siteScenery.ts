import type { Scenery } from '../scene.ts';
import { blocks, poles, signalHeads, siteTrees } from './furniture.ts';
import { groundSurfaces } from './groundSurfaces.ts';
import { markings } from './markings.ts';

/** Everything of the demo site that stands still. */
export function siteScenery(): Scenery {
  return { surfaces: groundSurfaces, markings, blocks, trees: siteTrees, poles, signalHeads };
}
