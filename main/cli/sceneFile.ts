import { readFile } from 'node:fs/promises';
import { readScene } from '../../app/traffic/scene/sceneFile.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import { sceneProblems } from '../../app/traffic/scene/sceneProblems.ts';
import { sceneRuleProblems } from '../../app/incident/ruleProblems.ts';
import type { RulesSettings } from '../../app/incident/settings.ts';
import { CommandError, exitCode } from './exit.ts';

/**
 * Reads a scene file. Throws `CommandError` (usage) with everything that is wrong with it, a sentence a line.
 * @param siteRules without problems in themselves; the scene must not contradict them
 */
export async function readSceneFile(path: string, siteRules: RulesSettings = {}): Promise<Scene> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandError(exitCode.usage, `The scene file ${path} cannot be read.`);
  });
  const { scene, problems } = readScene(jsonOf(text, path));
  if (!scene) throw refusal(path, problems);
  const faults = [...sceneProblems(scene).map((problem) => problem.text), ...sceneRuleProblems(scene, siteRules)];
  if (faults.length > 0) throw refusal(path, faults);
  return scene;
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(exitCode.usage, `The scene file ${path} is no JSON. Export the scene again or correct it.`);
  }
}

function refusal(path: string, problems: readonly string[]): CommandError {
  return new CommandError(exitCode.usage, [`The scene file ${path} cannot be used.`, ...problems].join('\n'));
}
