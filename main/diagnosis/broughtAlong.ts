import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { sceneRuleProblems } from '../../app/incident/ruleProblems.ts';
import { rules } from '../../app/incident/rules/knownRules.ts';
import { sceneProblems } from '../../app/traffic/scene/sceneProblems.ts';
import { type Bundle, bundleFolder, readBundle } from '../inference/bundle.ts';
import { sha256OfFile } from '../inference/optimisedCache.ts';
import { demoFilmFolder } from '../sources/recordingPath.ts';
import type { Finding } from './finding.ts';

const again = 'Install the product again: a download or a copy was cut short.';

/** What the product brings along: its detector and the films of its demo site. */
export async function broughtAlong(models = bundleFolder, demoFilms = demoFilmFolder): Promise<readonly Finding[]> {
  return [await detector(models), films(demoFilms)];
}

async function detector(folder: string): Promise<Finding> {
  const models = await readBundle(folder).then(
    (bundle) => bundle.models,
    () => null,
  );
  const damaged = models?.filter((model) => !isWhole(folder, model)).map(({ file }) => file) ?? ['manifest.json'];
  const ok = damaged.length === 0;
  return {
    name: 'own detector',
    verdict: ok ? 'ok' : 'missing',
    found: ok ? `${models?.length ?? 0} files, all whole` : `missing or altered: ${damaged.join(', ')}`,
    advice: ok ? '' : again,
  };
}

function isWhole(folder: string, { file, sha256 }: Bundle['models'][number]): boolean {
  const path = join(folder, file);
  return existsSync(path) && sha256OfFile(path) === sha256;
}

function films(folder: string): Finding {
  const missing = demoCameras.filter(({ name }) => !existsSync(join(folder, `${name}.mp4`)));
  return {
    name: 'demo site',
    verdict: missing.length === 0 ? 'ok' : 'limited',
    found: `${demoCameras.length - missing.length} of ${demoCameras.length} films; ${usableScenes()} scenes, ${rules.length} rules`,
    advice: missing.length === 0 ? '' : `${again} Without them a first start shows an empty wall.`,
  };
}

/** Demo cameras whose road is measured and judged. */
function usableScenes(): number {
  const scenes = demoCameras.flatMap(({ name }) => demoSceneOf(name) ?? []);
  return scenes.filter((scene) => sceneProblems(scene).length === 0 && sceneRuleProblems(scene).length === 0).length;
}
