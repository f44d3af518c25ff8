import type { SiteFile } from '../../camera/siteFile.ts';
import type { Stores } from '../../store/ports.ts';

/** The site as a file that importSite takes back, without any credentials. */
export function exportSite({ cameras, settings }: Stores): string {
  const { siteName, addressRules } = settings.read();
  const site: SiteFile = {
    schemaVersion: 1,
    name: siteName,
    ...addressRules,
    cameras: cameras.list().map(({ number, name, sourceUrl, enabled, analysisFps, playback }) => {
      return { number, name, sourceUrl, enabled, analysisFps, playback };
    }),
  };
  return `${JSON.stringify(site, null, 2)}\n`;
}
