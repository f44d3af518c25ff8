import { useDeferredValue, useMemo } from 'react';
import { rules } from '../../../app/incident/rules/knownRules.ts';
import type { RulesSettings } from '../../../app/incident/settings.ts';
import { CompiledScene } from '../../../app/traffic/scene/compiledScene.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { hashOf } from '../../app/routes.ts';
import { sceneText } from '../../text/scene.ts';
import { cameraRuleWords, siteRulesText } from '../../text/siteRules.ts';
import { sceneOf } from './edited.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { RuleItem } from './RuleItem.tsx';
import classes from './sceneParts.module.css';
import { useSiteRules } from './useSiteRules.ts';

interface Props {
  readonly editor: Editor;
  dispatch(action: EditorAction): void;
}

/** What this camera watches for, and where its settings differ from the site's. */
export function RulesPanel({ editor, dispatch }: Props) {
  const { present } = editor.history;
  const siteRules = useSiteRules();
  const checked = useDeferredValue(present);
  const compiled = useMemo(() => compiledOrNull(sceneOf(checked)), [checked]);
  const change = (overrides: RulesSettings, gesture: string): void =>
    dispatch({ do: 'replace', edited: { ...present, scene: { ...present.scene, rules: overrides } }, gesture });
  return (
    <>
      <p className={classes.dim}>
        {sceneText.rules.intro} <a href={hashOf('settings', 'rules')}>{siteRulesText.toSite}</a>
      </p>
      <ul className={classes.list}>
        {rules.map((rule) => {
          const lacks = compiled && rule.lacks(compiled);
          return (
            <RuleItem
              key={rule.name}
              rule={rule}
              own={present.scene.rules}
              below={siteRules}
              scene={present.scene}
              words={cameraRuleWords}
              onChange={change}
            >
              {lacks !== null && (
                <p className={classes.warn}>
                  {sceneText.rules.lacks} {lacks}
                </p>
              )}
            </RuleItem>
          );
        })}
      </ul>
    </>
  );
}

/** What is wrong with a scene is listed below the panel; here it only means that nothing can be said of the rules. */
function compiledOrNull(scene: Scene): CompiledScene | null {
  try {
    return new CompiledScene(scene);
  } catch {
    return null;
  }
}
