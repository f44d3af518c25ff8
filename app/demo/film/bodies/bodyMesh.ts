import { seededRandom } from '../../../base/random.ts';
import type { Body } from '../../scene.ts';
import type { Mesh } from '../mesh.ts';
import { busMesh } from './bus.ts';
import { carMesh } from './car.ts';
import { pedestrianMesh } from './pedestrian.ts';
import { coneMesh, debrisMesh } from './things.ts';
import { truckMesh } from './truck.ts';
import { twoWheelerMesh } from './twoWheeler.ts';
import { vanMesh } from './van.ts';

/** Poses of legs kept for a walker or cyclist; between them the eye sees no step. */
const poses = 8;
const kept = 500;

/** Shapes of bodies, each made once and kept while it is in use. */
export function createBodyShop(): (body: Body) => Mesh {
  const meshes = new Map<string, Mesh>();
  return (body) => {
    const pose = poseOf(body);
    const key = `${body.kind} ${body.lookSeed} ${pose} ${body.lengthM} ${body.widthM} ${body.heightM}`;
    const known = meshes.get(key);
    if (known) return known;
    if (meshes.size >= kept) meshes.delete(meshes.keys().next().value!);
    const mesh = meshOf(body, pose);
    meshes.set(key, mesh);
    return mesh;
  };
}

function poseOf(body: Body): number {
  if (body.kind === 'pedestrian') {
    const twoSteps = 0.85 * body.heightM;
    return body.speedMps < 0.2 ? -1 : Math.floor((((body.odometerM / twoSteps) % 1) + 1) * poses) % poses;
  }
  return body.kind === 'bicycle' ? Math.floor((((body.odometerM / 5) % 1) + 1) * poses) % poses : 0;
}

function meshOf(body: Body, pose: number): Mesh {
  const random = seededRandom(body.lookSeed);
  const { lengthM, widthM, heightM } = body;
  switch (body.kind) {
    case 'car':
      return carMesh(random, lengthM, widthM, heightM);
    case 'van':
      return vanMesh(random, lengthM, widthM, heightM);
    case 'truck':
      return truckMesh(random, lengthM, widthM, heightM);
    case 'bus':
      return busMesh(random, lengthM, widthM, heightM);
    case 'motorcycle':
    case 'bicycle':
      return twoWheelerMesh(random, body.kind, { lengthM, heightM }, pose / poses);
    case 'pedestrian':
      return pedestrianMesh(random, heightM, Math.max(0, pose) / poses, pose >= 0);
    case 'debris':
      return debrisMesh(random, lengthM, widthM, heightM);
    case 'cone':
      return coneMesh(heightM);
  }
}
