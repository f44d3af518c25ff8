import type { Camera, Credentials } from '../camera/camera.ts';
import type { SiteSettings } from '../camera/siteSettings.ts';
import type { Wall } from '../camera/wall.ts';
import type { SiteRulesVersion } from '../incident/siteRules.ts';
import type { Model } from '../model/model.ts';
import type { SceneVersion } from '../traffic/scene/scene.ts';

export interface Facts {
  /** By position; `position` and `hasCredentials` are filled in when read. */
  readonly cameras: readonly Omit<Camera, 'position' | 'hasCredentials'>[];
  readonly credentials: ReadonlyMap<string, Credentials>;
  readonly models: readonly Model[];
  readonly untriedModelFile: string | null;
  readonly settings: SiteSettings;
  readonly walls: readonly Wall[];
  readonly scenes: readonly SceneVersion[];
  /** Newest first. */
  readonly siteRules: readonly SiteRulesVersion[];
  /** Of the newest scenes, by camera. */
  readonly views: ReadonlyMap<string, { readonly version: number; readonly view: Uint8Array }>;
}

/** The facts of a station as one immutable value, so that a transaction is undone by putting the old value back. */
export class MemoryFacts {
  now: Facts;

  constructor(first: Facts) {
    this.now = first;
  }

  change(changes: Partial<Facts>): void {
    this.now = { ...this.now, ...changes };
  }

  together<T>(work: () => T): T {
    const before = this.now;
    try {
      return work();
    } catch (thrown) {
      this.now = before;
      throw thrown;
    }
  }
}
