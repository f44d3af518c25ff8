import type { Scenery } from '../scene.ts';
import { blocks, siteTrees } from './furniture.ts';
import { groundSurfaces } from './groundSurfaces.ts';
import { markings } from './markings.ts';
import { signalHeads, signalPosts } from './signalPosts.ts';
import { lampPoles } from './streetLamps.ts';

/** Everything of the demo site that stands still. */
export function siteScenery(): Scenery {
  return {
    surfaces: groundSurfaces,
    markings,
    blocks,
    trees: siteTrees,
    poles: [...lampPoles, ...signalPosts],
    signalHeads,
  };
}
