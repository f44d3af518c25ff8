import { describe, expect, it } from 'vitest';
import type { CameraPose, Scenery } from '../scene.ts';
import { lightingOf } from './lighting.ts';
import { lightOf } from './lightOf.ts';
import type { Mesh } from './mesh.ts';
import { projectionOf } from './projection.ts';
import { sightOf } from './sight.ts';
import { blockMesh, roomOfBlock } from './standing/block.ts';
import { poleMesh, roomOfPole, roomOfSignal, signalMesh } from './standing/pole.ts';
import { roomOfTree, treeMesh } from './standing/tree.ts';
import { stillMeshesOf } from './stillMeshes.ts';

const pose: CameraPose = {
  name: 'mast',
  xM: 0,
  yM: 0,
  zM: 8,
  panRad: 0,
  tiltRad: 0.3,
  rollRad: 0,
  horizontalFovRad: 0.9,
  k1: -0.1,
  size: { width: 320, height: 192 },
};
const projection = projectionOf(pose);
const empty: Scenery = { surfaces: [], markings: [], blocks: [], trees: [], poles: [], signalHeads: [] };
const sunny = lightingOf({ ...lightOf('day'), sun: 1, sunElevationRad: 0.5, sunAzimuthRad: 0 });
const grey = lightingOf(lightOf('overcast'));

/** How far a mesh reaches out from its middle, and up. */
function reachOf({ corners }: Mesh): { radiusM: number; topM: number } {
  let [radiusM, topM] = [0, 0];
  for (let k = 0; k < corners.length; k += 3) {
    radiusM = Math.max(radiusM, Math.hypot(corners[k]!, corners[k + 1]!));
    topM = Math.max(topM, corners[k + 2]!);
  }
  return { radiusM, topM };
}

describe('what stands in a picture', () => {
  it('is built where the camera may see it or its shadow, and nowhere else', () => {
    const treesAt = (...xM: number[]): Scenery => ({
      ...empty,
      trees: xM.map((x) => ({ xM: x, yM: 0, heightM: 8, lookSeed: 3 })),
    });
    const builtAt = (scenery: Scenery, lighting: typeof sunny): number[] =>
      stillMeshesOf(scenery, projection, sightOf(projection, lighting)).map(({ xM }) => xM);
    expect(builtAt(treesAt(-60, -20, 30, 400), grey)).toEqual([30, 400]);
    // The sun stands ahead of the camera: shadows fall towards it.
    expect(builtAt(treesAt(-60, 30, 400), sunny)).toEqual([30, 400]);
    const sunBehind = lightingOf({ ...lightOf('day'), sun: 1, sunElevationRad: 0.25, sunAzimuthRad: Math.PI });
    expect(builtAt(treesAt(-60, -10, 30), sunBehind)).toEqual([-10, 30]);
  });

  it('has its shape within the room that it is looked for in', () => {
    const rooms: [string, { radiusM: number; topM: number }, Mesh][] = [];
    for (let lookSeed = 1; lookSeed <= 12; lookSeed++) {
      for (const kind of ['building', 'barrier', 'sign', 'shelter'] as const) {
        const size = kind === 'building' ? [14, 11, 4 + lookSeed] : [4, 1.5, 2.4];
        const [lengthM, widthM, heightM] = size as [number, number, number];
        const block = { kind, xM: 0, yM: 0, headingRad: 0, lengthM, widthM, bottomM: 0.5, heightM, lookSeed };
        rooms.push([`${kind} ${lookSeed}`, roomOfBlock(block), blockMesh(block)]);
      }
      const tree = { heightM: 3 + lookSeed, lookSeed };
      rooms.push([`tree ${lookSeed}`, roomOfTree(tree), treeMesh(tree.heightM, lookSeed, 160)]);
    }
    const pole = { xM: 0, yM: 0, heightM: 8, armM: 2, headingRad: 0, lamp: true };
    const head = { id: 'a', xM: 0, yM: 0, zM: 5, headingRad: 0, forPedestrians: false };
    rooms.push(['pole', roomOfPole(pole), poleMesh(pole)], ['signal', roomOfSignal(head), signalMesh(head, true)]);
    const outside = rooms.filter(([, room, mesh]) => {
      const reach = reachOf(mesh);
      return reach.radiusM > room.radiusM || reach.topM > room.topM;
    });
    expect(outside.map(([name]) => name)).toEqual([]);
  });
});
