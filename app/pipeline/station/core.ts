import type { Camera } from '../../camera/camera.ts';
import type { SiteSettings } from '../../camera/siteSettings.ts';
import type { Wall } from '../../camera/wall.ts';
import type { SiteRulesVersion } from '../../incident/siteRules.ts';
import type { Model } from '../../model/model.ts';
import { LatestFeed } from './latestFeed.ts';
import type { StationPorts } from './ports.ts';
import type { TrafficDesk } from '../traffic/trafficDesk.ts';
import type { SceneVersion } from '../../traffic/scene/scene.ts';
import type { VisionDesk } from './visionDesk.ts';

/** What the calls of a station share: the ports, the vision process and the facts that windows follow. */
export class StationCore {
  readonly ports: StationPorts;
  readonly vision: VisionDesk;
  readonly traffic: TrafficDesk;
  readonly cameras: LatestFeed<Camera[]>;
  readonly models: LatestFeed<Model[]>;
  readonly settings: LatestFeed<SiteSettings>;
  readonly walls: LatestFeed<Wall[]>;
  readonly scenes: LatestFeed<SceneVersion[]>;
  readonly siteRules: LatestFeed<SiteRulesVersion | null>;

  constructor(ports: StationPorts, vision: VisionDesk, traffic: TrafficDesk) {
    const { stores } = ports;
    this.ports = ports;
    this.vision = vision;
    this.traffic = traffic;
    this.cameras = new LatestFeed(() => stores.cameras.list());
    this.models = new LatestFeed(() => stores.models.list());
    this.settings = new LatestFeed(() => stores.settings.read());
    this.walls = new LatestFeed(() => stores.settings.walls());
    this.scenes = new LatestFeed(() => stores.scenes.newest());
    this.siteRules = new LatestFeed(() => stores.siteRules.newest());
  }

  /** After a commit that touched cameras; a deleted camera leaves the walls too, and its scene goes with it. */
  camerasChanged(done: string): void {
    this.ports.committed(done);
    this.cameras.changed();
    this.walls.changed();
    this.scenes.changed();
    this.traffic.scenesChanged();
    this.vision.configure();
  }

  /** Cameras, settings, scenes and rules of the site may all be others. */
  siteImported(): void {
    // Scenes first: the rules that came with them may contradict the ones before.
    this.camerasChanged('site imported');
    this.traffic.rulesChanged();
    this.siteRules.changed();
    this.settings.changed();
  }

  modelsChanged(done: string): void {
    this.ports.committed(done);
    this.models.changed();
    this.vision.configure();
  }
}
