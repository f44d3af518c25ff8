import type { Size } from '../../../app/space/box.ts';
import { sceneRuleProblems } from '../../../app/incident/ruleProblems.ts';
import type { RulesSettings } from '../../../app/incident/settings.ts';
import { sceneProblems } from '../../../app/traffic/scene/sceneProblems.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import { ruleProblem } from '../../text/siteRules.ts';
import { missingOf } from './calibrationDraft.ts';
import { type Edited, sceneOf } from './edited.ts';
import { type ShapeRef, elementKinds, listOf, markKinds, markListOf } from './shapes.ts';

/** What keeps a scene from being saved, and where it is. */
export interface Fault {
  /** What is wrong and what to do, one sentence. */
  readonly text: string;
  readonly about: 'elements' | 'calibration' | 'rules' | 'picture';
  /** What to select to mend it; `null` when it is not of one shape. */
  readonly shape: ShapeRef | null;
}

/**
 * All that keeps a scene from being saved.
 * @param picture of the camera, where it is known
 * @param siteRules which the rules of the scene go before
 */
export function faultsOf(edited: Edited, picture: Size | null, siteRules: RulesSettings = {}): readonly Fault[] {
  const scene = sceneOf(edited);
  const missing = missingOf(edited.calibration);
  const unfinished: Fault[] = missing === null ? [] : [{ text: missing, about: 'calibration', shape: null }];
  const found = sceneProblems(scene, picture)
    // Without a calibration one sentence says for all lanes what they need, and none while it is being marked.
    .filter(({ path }) => scene.calibration !== null || !isLane(path) || (missing === null && scene.lanes.length === 1))
    .map(({ path, text }): Fault => ({ text, ...placeOf(scene, path) }));
  const rules = sceneRuleProblems(scene, siteRules).map(
    (text): Fault => ({ text: ruleProblem(text), about: 'rules', shape: null }),
  );
  return [...unfinished, ...(missing === null ? lanesWithoutRoad(scene) : []), ...found, ...rules];
}

const isLane = (path: string): boolean => path.startsWith('lanes.');

function lanesWithoutRoad({ calibration, lanes }: Scene): Fault[] {
  if (calibration !== null || lanes.length < 2) return [];
  return [{ text: sceneText.problems.lanesWithoutRoad(lanes.length), about: 'calibration', shape: null }];
}

/** The shape that a path such as `zones.2.outline` or `calibration.pairs.0` leads to. */
export function placeOf(scene: Scene, path: string): Pick<Fault, 'about' | 'shape'> {
  const [list, at, mark] = path.split('.');
  if (list === 'picture') return { about: 'picture', shape: null };
  if (list === 'calibration') {
    const kind = markKinds.find((each) => markListOf[each] === at);
    return { about: 'calibration', shape: kind && mark !== undefined ? { kind, id: mark } : null };
  }
  const kind = elementKinds.find((each) => listOf[each] === list);
  const element = kind && scene[listOf[kind]][Number(at)];
  return { about: 'elements', shape: kind && element ? { kind, id: element.id } : null };
}
