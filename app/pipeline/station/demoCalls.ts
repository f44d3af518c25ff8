import { parseSource } from '../../camera/sourceUrl.ts';
import type { Implementation } from '../../contracts/contract.ts';
import type { consoleContract } from '../../contracts/console.ts';
import { firstSettings } from '../../store/firstStart.ts';
import type { StationCore } from './core.ts';

/** What windows may do with the simulated site of a first start. */
export function demoCalls(core: StationCore): Pick<Implementation<typeof consoleContract>, 'leaveDemo'> {
  const { cameras, settings } = core.ports.stores;
  return {
    leaveDemo() {
      cameras.together(() => {
        for (const { cameraId, sourceUrl } of cameras.list()) {
          if (parseSource(sourceUrl).source.scheme === 'demo') cameras.delete(cameraId);
        }
        // Cameras that were added beside the demo keep the name that the site has by now.
        if (cameras.list().length === 0) settings.save({ ...settings.read(), siteName: firstSettings.siteName });
      });
      core.camerasChanged('demo left');
      core.settings.changed();
      return {};
    },
  };
}
