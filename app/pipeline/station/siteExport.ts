import type { SiteFile } from '../../camera/siteFile.ts';
import type { Stores } from '../../store/ports.ts';

/** The site as a file that importSite takes back, without any credentials. */
export function exportSite({ cameras, settings, scenes, siteRules }: Stores): string {
  const { siteName, addressRules } = settings.read();
  const sceneOf = new Map(scenes.newest().map(({ cameraId, scene }) => [cameraId, scene]));
  const rules = siteRules.newest()?.rules;
  const site: SiteFile = {
    schemaVersion: 1,
    name: siteName,
    ...addressRules,
    ...(rules && { rules }),
    cameras: cameras.list().map(({ cameraId, number, name, sourceUrl, enabled, analysisFps, playback }) => {
      const scene = sceneOf.get(cameraId);
      return { number, name, sourceUrl, enabled, analysisFps, playback, ...(scene && { scene }) };
    }),
  };
  return `${JSON.stringify(site, null, 2)}\n`;
}
