import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { bundleFolder } from '../inference/bundle.ts';
import { demoFilmFolder } from '../sources/recordingPath.ts';

/** The light variant of the product's own detector: six cameras on any computer. */
const demoModel = 'road-256x416-fp32.onnx';

/**
 * The site that a station opens when nobody told it anything yet, as a site file; `model` lies in the bundle. `null`
 * where the product was installed without the films.
 */
export function demoSite(): { text: string; folder: string } | null {
  const filmed = demoCameras.filter(({ name }) => existsSync(join(demoFilmFolder, `${name}.mp4`)));
  if (filmed.length === 0) return null;
  const cameras = filmed.map(({ name }, at) => ({
    ...{ number: at + 1, name: titleOf(name), sourceUrl: `demo:${name}` },
    scene: demoSceneOf(name),
  }));
  const model = existsSync(join(bundleFolder, demoModel)) ? { model: demoModel } : {};
  const site = { schemaVersion: 1, name: 'Demo site', ...model, cameras };
  return { text: JSON.stringify(site), folder: bundleFolder };
}

function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}
