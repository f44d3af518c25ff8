import { AppError } from '../../base/error.ts';
import type { CameraSettings, Credentials } from '../../camera/camera.ts';
import { parseSource } from '../../camera/sourceUrl.ts';
import type { Implementation } from '../../contracts/contract.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { StationCore } from './core.ts';
import { showNewCameras } from './newCameras.ts';
import { exportSite } from './siteExport.ts';
import { readSiteFile } from './siteFileReader.ts';
import { importSite } from './siteImport.ts';

type CameraCalls = Pick<
  Implementation<typeof consoleContract>,
  | 'cameras'
  | 'addCamera'
  | 'updateCamera'
  | 'deleteCamera'
  | 'reorderCameras'
  | 'testCamera'
  | 'retryCamera'
  | 'importSite'
  | 'exportSite'
>;

/** What windows may do with cameras. Every change is committed before it is answered, and then told to the vision process. */
export function cameraCalls(core: StationCore): CameraCalls {
  const { stores } = core.ports;
  return {
    cameras: core.cameras.serve,
    addCamera({ settings, credentials }) {
      const taken = apart(settings, credentials);
      const cameraId = showNewCameras(stores, () => stores.cameras.add(taken.settings, taken.credentials ?? null));
      core.camerasChanged('camera added');
      return { cameraId };
    },
    updateCamera({ cameraId, settings, credentials }) {
      const taken = apart(settings, credentials);
      stores.cameras.update(cameraId, taken.settings, taken.credentials);
      core.camerasChanged('camera changed');
      return {};
    },
    deleteCamera({ cameraId }) {
      stores.cameras.delete(cameraId);
      core.camerasChanged('camera deleted');
      return {};
    },
    reorderCameras({ cameraIds }) {
      stores.cameras.reorder(cameraIds);
      core.camerasChanged('cameras reordered');
      return {};
    },
    async testCamera({ sourceUrl, credentials, cameraId }) {
      const { source, credentials: inUrl } = parseSource(sourceUrl);
      const stored = credentials === undefined && !inUrl && cameraId ? stores.cameras.credentialsOf(cameraId) : null;
      return (await core.vision.linkedClient()).testSource({
        sourceUrl: source.text,
        credentials: credentials ?? inUrl ?? stored,
        addressRules: stores.settings.read().addressRules,
      });
    },
    async retryCamera({ cameraId }) {
      if (!stores.cameras.list().some((camera) => camera.cameraId === cameraId && camera.enabled)) {
        throw new AppError('failed-precondition', 'This camera is switched off or was deleted. Enable it first.');
      }
      await (await core.vision.linkedClient()).retryCamera({ cameraId });
      return {};
    },
    importSite({ text }) {
      const report = importSite(readSiteFile(text, core.ports.cidrProblem), stores, core.ports.clock.wallMs());
      if (report.problems.length === 0) core.siteImported();
      return report;
    },
    exportSite: () => ({ text: exportSite(stores) }),
  };
}

/** The user info of a URL goes where credentials go; what was entered beside the URL counts more. */
function apart(
  settings: CameraSettings,
  credentials: Credentials | null | undefined,
): { settings: CameraSettings; credentials: Credentials | null | undefined } {
  const { source, credentials: inUrl } = parseSource(settings.sourceUrl);
  return { settings: { ...settings, sourceUrl: source.text }, credentials: credentials ?? inUrl ?? credentials };
}
