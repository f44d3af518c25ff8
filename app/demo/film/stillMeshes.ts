import type { GroundPoint, Scenery } from '../scene.ts';
import type { Placement } from './drawMesh.ts';
import type { Mesh } from './mesh.ts';
import { blockMesh } from './standing/block.ts';
import { poleMesh, signalMesh } from './standing/pole.ts';
import { treeMesh } from './standing/tree.ts';

export interface StillMesh extends Placement {
  readonly mesh: Mesh;
}

/** Everything of a scenery that stands up from the ground; trees have the more leaves the nearer they are to the eye. */
export function stillMeshesOf(scenery: Scenery, eye: GroundPoint): StillMesh[] {
  const leavesOf = (tree: GroundPoint): number => {
    const away = Math.hypot(tree.xM - eye.xM, tree.yM - eye.yM);
    return away < 30 ? 1800 : away < 80 ? 600 : 160;
  };
  const at = (place: { xM: number; yM: number }, headingRad: number, mesh: Mesh): StillMesh => ({
    xM: place.xM,
    yM: place.yM,
    zM: 0,
    headingRad,
    mesh,
  });
  return [
    ...scenery.blocks.map((block) => at(block, block.headingRad, blockMesh(block))),
    ...scenery.trees.map((tree) =>
      at(tree, (tree.lookSeed % 628) / 100, treeMesh(tree.heightM, tree.lookSeed, leavesOf(tree))),
    ),
    ...scenery.poles.map((pole) => at(pole, pole.headingRad, poleMesh(pole))),
    ...scenery.signalHeads.map((head) => at(head, head.headingRad, signalMesh(head, !hangs(scenery, head)))),
  ];
}

/** Whether a pole or its arm carries the head; else it stands on a pole of its own. */
function hangs(scenery: Scenery, head: GroundPoint): boolean {
  return scenery.poles.some(({ xM, yM, armM, headingRad }) => {
    const dx = head.xM - xM;
    const dy = head.yM - yM;
    const along = dx * Math.cos(headingRad) + dy * Math.sin(headingRad);
    const aside = dy * Math.cos(headingRad) - dx * Math.sin(headingRad);
    return along > -0.7 && along < armM + 0.7 && Math.abs(aside) < 0.7;
  });
}
