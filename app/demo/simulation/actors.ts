import { areaActor } from './areaActor.ts';
import { collisionActor } from './collisionActor.ts';
import { congestionActor } from './congestionActor.ts';
import { cyclistActor } from './cyclistActor.ts';
import { nearMissActor } from './nearMissActor.ts';
import { personActor } from './personActor.ts';
import { closureActor, debrisActor } from './propActors.ts';
import { redLightActor, stopSignActor } from './rightOfWayActors.ts';
import type { Scenario } from './scenario.ts';
import { solidLineActor } from './solidLineActor.ts';
import { speedActor } from './speedActors.ts';
import type { Actor } from './stage.ts';
import { stoppedActor } from './stoppedActors.ts';
import { turnBanActor } from './turnBanActor.ts';
import { wrongWayActor } from './wrongWayActor.ts';

/** Who plays a scenario; undefined for those that concern only cameras and light. */
export function actorOf({ name, action }: Scenario): Actor | undefined {
  switch (action.kind) {
    case 'breakdown':
    case 'illegal-parking':
      return stoppedActor(name, action);
    case 'slow-vehicle':
    case 'speeding':
      return speedActor(name, action);
    case 'wrong-way':
      return wrongWayActor(name, action);
    case 'person-on-carriageway':
      return personActor(name, action);
    case 'debris':
      return debrisActor(name, action);
    case 'lane-closure':
      return closureActor(name, action);
    case 'collision':
      return collisionActor(name, action);
    case 'congestion':
      return congestionActor(name, action);
    case 'red-light-running':
      return redLightActor(name, action);
    case 'stop-sign-violation':
      return stopSignActor(name, action);
    case 'near-miss':
      return nearMissActor(name, action);
    case 'solid-line-crossing':
      return solidLineActor(name, action);
    case 'illegal-turn':
      return turnBanActor(name, action);
    case 'cyclist-on-carriageway':
      return cyclistActor(name, action);
    case 'unauthorised-entry':
      return areaActor(name, action);
    case 'camera-fault':
    case 'light':
      return undefined;
  }
}
