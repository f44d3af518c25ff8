import { between, oneOf, type Random } from '../../app/base/random.ts';
import { createFilmCamera } from '../../app/demo/film/filmCamera.ts';
import { frameFor } from '../../app/demo/film/frame.ts';
import { lightOf } from '../../app/demo/film/lightOf.ts';
import type { CameraPose } from '../../app/demo/scene.ts';
import { type Origin, origins } from '../../app/demo/simulation/demand.ts';
import { createSimulation } from '../../app/demo/simulation/simulation.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { siteScenery } from '../../app/demo/site/siteScenery.ts';
import { pickLight, type Shot } from './sceneShots.ts';

/** Pictures of one camera in one light; the road in between goes on for long enough that other traffic is there. */
const perCamera = 10;
const betweenPicturesS = 7;

/** Far more two-wheelers and buses than the site has: what a detector sees seldom it does not learn. */
const rareTimes: Readonly<Partial<Record<string, number>>> = { bus: 6, motorcycle: 8 };
export const rareOrigins: readonly Origin[] = origins.map((origin) => ({
  ...origin,
  peakPerHour: origin.peakPerHour * (origin.goals.some(([goal]) => goal.startsWith('cycle')) ? 5 : 1),
  kinds: origin.kinds.map(([kind, share]) => [kind, share * (rareTimes[kind] ?? 1)] as const),
}));

/**
 * Pictures of the demo site: its cameras, knocked a little off their poses, over its simulated traffic at any hour of the
 * day and in any light.
 */
export function* siteScenes(
  random: Random,
  size: { width: number; height: number },
  count: number,
  from: readonly Origin[] = origins,
): Generator<Shot> {
  const frame = frameFor(size.width, size.height);
  const scenery = siteScenery();
  let left = count;
  while (left > 0) {
    const seed = Math.floor(random() * 2 ** 30);
    const light = pickLight(random);
    const simulation = createSimulation({
      seed,
      startHour: between(random, 5, 23),
      demandShare: between(random, 0.5, 1.2),
      warmUpS: between(random, 60, 180),
      origins: from,
    });
    const pose = knocked(random, { ...oneOf(random, demoCameras), size });
    const camera = createFilmCamera(scenery, pose, lightOf(light, random), seed, frame);
    for (let k = 0; k < perCamera && left > 0; k++, left--) {
      const untilMs = simulation.timeMs + between(random, 0.5, 1.5) * betweenPicturesS * 1000;
      while (simulation.timeMs < untilMs) simulation.step();
      const rgb = new Uint8Array(3 * size.width * size.height);
      const bodies = camera.render(simulation.instant(), rgb);
      yield { rgb, light, bodies };
    }
  }
}

/** A mast somewhat higher or lower, a view somewhat beside, a lens somewhat longer or shorter. */
function knocked(random: Random, pose: CameraPose): CameraPose {
  return {
    ...pose,
    zM: pose.zM * between(random, 0.9, 1.15),
    panRad: pose.panRad + between(random, -0.06, 0.06),
    tiltRad: pose.tiltRad + between(random, -0.04, 0.04),
    rollRad: pose.rollRad + between(random, -0.02, 0.02),
    horizontalFovRad: pose.horizontalFovRad * between(random, 0.9, 1.1),
  };
}
