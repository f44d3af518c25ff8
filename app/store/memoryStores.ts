import type { Stores } from './ports.ts';
import { firstSettings, firstWall } from './firstStart.ts';
import { memoryCameraStore } from './memoryCameraStore.ts';
import { memoryIncidentStore } from './memoryIncidentStore.ts';
import { memoryIntervalStore } from './memoryIntervalStore.ts';
import { memoryModelStore } from './memoryModelStore.ts';
import { memorySceneStore } from './memorySceneStore.ts';
import { memorySignalStore } from './memorySignalStore.ts';
import { memorySettingsStore } from './memorySettingsStore.ts';
import { memorySiteRulesStore } from './memorySiteRulesStore.ts';
import { memoryTrackStore } from './memoryTrackStore.ts';
import { MemoryFacts } from './memoryFacts.ts';

/** Complete stores that forget everything at the end of the process: for tests, the demo and stations that only show. */
export function memoryStores(newId: () => string): Stores {
  const facts = new MemoryFacts({
    cameras: [],
    credentials: new Map(),
    models: [],
    untriedModelFile: null,
    settings: firstSettings,
    walls: [firstWall],
    scenes: [],
    siteRules: [],
    views: new Map(),
  });
  return {
    cameras: memoryCameraStore(facts, newId),
    models: memoryModelStore(facts),
    settings: memorySettingsStore(facts),
    tracks: memoryTrackStore(),
    scenes: memorySceneStore(facts),
    siteRules: memorySiteRulesStore(facts),
    incidents: memoryIncidentStore(),
    intervals: memoryIntervalStore(),
    signals: memorySignalStore(),
    close: () => undefined,
  };
}
