import type { GroundPoint, Scenery } from '../scene.ts';
import type { Placement } from './drawMesh.ts';
import type { Mesh } from './mesh.ts';
import type { Projection } from './projection.ts';
import type { Sight } from './sight.ts';
import { blockMesh, roomOfBlock } from './standing/block.ts';
import { poleMesh, roomOfPole, roomOfSignal, signalMesh } from './standing/pole.ts';
import { roomOfTree, treeMesh } from './standing/tree.ts';

export interface StillMesh extends Placement {
  readonly mesh: Mesh;
}

/**
 * What stands up from the ground and, itself or its shadow, may be in the picture; trees have the more leaves the nearer
 * they are. To build the whole of a site would take the most of a camera's time to its first picture.
 */
export function stillMeshesOf(scenery: Scenery, { pose }: Projection, sight: Sight): StillMesh[] {
  const leavesOf = (tree: GroundPoint): number => {
    const away = Math.hypot(tree.xM - pose.xM, tree.yM - pose.yM);
    return away < 30 ? 1800 : away < 80 ? 600 : 160;
  };
  const meshes: StillMesh[] = [];
  const add = (
    at: GroundPoint,
    size: { radiusM: number; topM: number },
    headingRad: number,
    mesh: () => Mesh,
  ): void => {
    const { xM, yM } = at;
    const room = { xM, yM, ...size };
    if (sight.mayShow(room) || sight.mayShowShadowOf(room)) meshes.push({ xM, yM, zM: 0, headingRad, mesh: mesh() });
  };
  for (const block of scenery.blocks) add(block, roomOfBlock(block), block.headingRad, () => blockMesh(block));
  for (const tree of scenery.trees)
    add(tree, roomOfTree(tree), (tree.lookSeed % 628) / 100, () =>
      treeMesh(tree.heightM, tree.lookSeed, leavesOf(tree)),
    );
  for (const pole of scenery.poles) add(pole, roomOfPole(pole), pole.headingRad, () => poleMesh(pole));
  for (const head of scenery.signalHeads)
    add(head, roomOfSignal(head), head.headingRad, () => signalMesh(head, !hangs(scenery, head)));
  return meshes;
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
