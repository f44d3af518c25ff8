import type { FeedListener, Subscription } from '../../app/contracts/contract.ts';
import {
  type FactStore,
  alertsCame,
  camerasCame,
  incidentsCame,
  modelsCame,
  scenesCame,
  settingsCame,
  siteRulesCame,
  trafficCame,
  wallsCame,
} from './facts.ts';
import type { LiveStore } from './liveStore.ts';
import type { ConsoleClient } from './station.ts';

/** Brings every feed of the station into the page's two stores until the returned function is called. */
export function followStation(console: ConsoleClient, facts: FactStore, live: LiveStore): () => void {
  const subscriptions: Subscription[] = [
    console.cameras(
      {},
      into((cameras) => facts.dispatch(camerasCame(cameras))),
    ),
    console.models(
      {},
      into((models) => facts.dispatch(modelsCame(models))),
    ),
    console.settings(
      {},
      into((settings) => facts.dispatch(settingsCame(settings))),
    ),
    console.walls(
      {},
      into((walls) => facts.dispatch(wallsCame(walls))),
    ),
    console.scenes(
      {},
      into((scenes) => facts.dispatch(scenesCame(scenes))),
    ),
    console.siteRules(
      {},
      into((siteRules) => facts.dispatch(siteRulesCame(siteRules))),
    ),
    console.incidents(
      {},
      into((incidents) => facts.dispatch(incidentsCame(incidents))),
    ),
    console.traffic(
      {},
      into((traffic) => facts.dispatch(trafficCame(traffic))),
    ),
    console.health(
      {},
      into((health) => {
        facts.dispatch(alertsCame(health.alerts));
        live.put(health);
      }),
    ),
  ];
  return () => {
    for (const subscription of subscriptions) subscription.stop();
  };
}

/** A feed that ends is opened anew by the bridge; the page keeps what it has and shows how old it is. */
function into<I>(item: (item: I) => void): FeedListener<I> {
  return { item };
}
