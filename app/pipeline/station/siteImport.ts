import type { Camera, CameraSettings } from '../../camera/camera.ts';
import type { ImportReport } from '../../contracts/console.ts';
import { sceneRuleProblems } from '../../incident/ruleProblems.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { CameraStore, Stores } from '../../store/ports.ts';
import { isEqual } from '../../traffic/scene/fieldChanges.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import { contradictedScenes } from '../traffic/contradictedScenes.ts';
import { showNewCameras } from './newCameras.ts';
import type { SiteEntry, SiteReading } from './siteFileReader.ts';

interface Planned {
  readonly entry: SiteEntry;
  /** The stored camera with the same URL. */
  readonly stored: Camera | undefined;
  readonly settings: CameraSettings;
}

const ofSiteFile = { author: 'site file', note: 'Taken from a site file.' } as const;

/** Takes a site file into the stores, all of it or nothing: one transaction. Cameras are matched by their URL. */
export function importSite(reading: SiteReading, stores: Stores, nowMs: number): ImportReport {
  if (!reading.site) return { added: 0, updated: 0, problems: [...reading.problems] };
  const { site, entries } = reading;
  const cameras = stores.cameras.list();
  const problems = takenNumbers(entries, cameras);
  if (problems.length > 0) return { added: 0, updated: 0, problems };
  const plan = planOf(entries, cameras);
  const contradictions = contradictionsOf(plan, site.rules, stores);
  if (contradictions.length > 0) return { added: 0, updated: 0, problems: contradictions };
  showNewCameras(stores, () => {
    const settings = stores.settings.read();
    stores.settings.save({
      ...settings,
      siteName: site.name ?? settings.siteName,
      addressRules: {
        allowLoopback: site.allowLoopback ?? settings.addressRules.allowLoopback,
        allowedCidrs: site.allowedCidrs ?? settings.addressRules.allowedCidrs,
      },
    });
    if (site.rules) takeRules(stores, site.rules, nowMs);
    freeNumbers(plan, cameras, stores.cameras);
    for (const { entry, stored, settings: camera } of plan) {
      if (stored) stores.cameras.update(stored.cameraId, camera, entry.credentials ?? undefined);
      const cameraId = stored?.cameraId ?? stores.cameras.add(camera, entry.credentials);
      if (entry.scene) takeScene(stores, cameraId, entry.scene, nowMs);
    }
  });
  const updated = plan.filter(({ stored }) => stored).length;
  return { added: plan.length - updated, updated, problems: [] };
}

/** Every scene there is afterwards must go with the rules of the site that hold afterwards. */
function contradictionsOf(plan: readonly Planned[], rules: RulesSettings | undefined, stores: Stores): string[] {
  const inUse = rules ?? stores.siteRules.newest()?.rules ?? {};
  const ofFile = plan.flatMap(({ entry: { title, scene } }) =>
    scene ? sceneRuleProblems(scene, inUse).map((problem) => `${title}: "scene": ${problem}`) : [],
  );
  const replaced = new Set(plan.flatMap(({ entry, stored }) => (entry.scene && stored ? stored.cameraId : [])));
  return rules ? [...ofFile, ...contradictedScenes(rules, stores, replaced)] : ofFile;
}

/** Rules that are in use already make no new version. */
function takeRules({ siteRules }: Stores, rules: RulesSettings, nowMs: number): void {
  const newest = siteRules.newest();
  if (isEqual(newest?.rules ?? {}, rules)) return;
  siteRules.save({ ...ofSiteFile, savedAtMs: nowMs, rules }, newest?.version ?? null);
}

/** A scene that is the newest one already makes no new version. */
function takeScene({ scenes }: Stores, cameraId: string, scene: Scene, nowMs: number): void {
  const newest = scenes.newest().find((version) => version.cameraId === cameraId);
  if (newest && JSON.stringify(newest.scene) === JSON.stringify(scene)) return;
  scenes.save({ ...ofSiteFile, cameraId, savedAtMs: nowMs, scene }, newest?.version ?? null);
}

/** Numbers of the file that belong to cameras which the file does not name. */
function takenNumbers(entries: readonly SiteEntry[], cameras: readonly Camera[]): string[] {
  const urls = new Set(entries.map((entry) => entry.settings.sourceUrl));
  return entries.flatMap(({ title, settings }) => {
    const holder = cameras.find((camera) => camera.number === settings.number && !urls.has(camera.sourceUrl));
    if (!holder) return [];
    return [`${title}: "number" ${settings.number} belongs to the camera "${holder.name}", which is not in the file.`];
  });
}

/** A camera without a number keeps its own, a new one gets the lowest that is free. */
function planOf(entries: readonly SiteEntry[], cameras: readonly Camera[]): Planned[] {
  const byUrl = new Map(cameras.map((camera) => [camera.sourceUrl, camera]));
  const matched = entries.map((entry) => ({ entry, stored: byUrl.get(entry.settings.sourceUrl) }));
  const asked = new Set(entries.flatMap((entry) => entry.settings.number ?? []));
  const renumbered = new Set(matched.flatMap(({ entry, stored }) => (stored && entry.settings.number ? stored : [])));
  const kept = cameras.filter((camera) => !renumbered.has(camera)).map((camera) => camera.number);
  const used = new Set([...asked, ...kept]);
  const lowestFree = (): number => {
    let number = 1;
    while (used.has(number)) number++;
    used.add(number);
    return number;
  };
  return matched.map(({ entry, stored }) => {
    const own = stored && !asked.has(stored.number) ? stored.number : undefined;
    return { entry, stored, settings: { ...entry.settings, number: entry.settings.number ?? own ?? lowestFree() } };
  });
}

/** Two cameras may swap their numbers: those that change first step aside, for no number may stand twice at any time. */
function freeNumbers(plan: readonly Planned[], cameras: readonly Camera[], store: CameraStore): void {
  const used = new Set([...plan.map((planned) => planned.settings.number), ...cameras.map((camera) => camera.number)]);
  let aside = 9999;
  for (const { stored, settings } of plan) {
    if (!stored || stored.number === settings.number) continue;
    while (used.has(aside)) aside--;
    const { cameraId, position: _, hasCredentials: __, ...before } = stored;
    store.update(cameraId, { ...before, number: aside });
    used.add(aside);
  }
}
