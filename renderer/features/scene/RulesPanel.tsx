import { Button, Switch } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { rules } from '../../../app/incident/rules/knownRules.ts';
import type { Rule } from '../../../app/incident/rule.ts';
import { CompiledScene } from '../../../app/traffic/scene/compiledScene.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { incidentWord, sceneText } from '../../text/scene.ts';
import { sceneOf } from './edited.ts';
import type { Editor, EditorAction } from './editor.ts';
import { RuleSettings } from './RuleSettings.tsx';
import { withSetting, withoutRule } from './ruleFields.ts';
import classes from './scene.module.css';

interface Props {
  readonly editor: Editor;
  dispatch(action: EditorAction): void;
}

/** What this camera watches for, and where its settings differ from the site's. */
export function RulesPanel({ editor, dispatch }: Props) {
  const { present } = editor.history;
  const checked = useDeferredValue(present);
  const compiled = useMemo(() => compiledOrNull(sceneOf(checked)), [checked]);
  const change = (overrides: Scene['rules'], gesture: string): void =>
    dispatch({ do: 'replace', edited: { ...present, scene: { ...present.scene, rules: overrides } }, gesture });
  return (
    <>
      <p className={classes.dim}>{sceneText.rules.intro}</p>
      <ul className={classes.list}>
        {rules.map((rule) => (
          <RuleItem
            key={rule.name}
            rule={rule}
            scene={present.scene}
            lacks={compiled && rule.lacks(compiled)}
            onChange={change}
          />
        ))}
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

function RuleItem(props: {
  rule: Rule;
  scene: Scene;
  lacks: string | null;
  onChange: (overrides: Scene['rules'], gesture: string) => void;
}) {
  const { rule, scene, lacks } = props;
  const text = sceneText.rules;
  const [open, setOpen] = useState(false);
  const own = scene.rules[rule.name] ?? {};
  const changed = Object.keys(own).length > 0;
  const set = (key: string, value: unknown): void =>
    props.onChange(withSetting(scene.rules, rule.name, key, value), `rule ${rule.name} ${key}`);
  const word = incidentWord(rule.name);
  return (
    <li className={classes.rule}>
      <Switch
        label={`${word.slice(0, 1).toUpperCase()}${word.slice(1)}`}
        description={rule.what}
        checked={own['enabled'] !== false}
        onChange={(event) => set('enabled', event.currentTarget.checked)}
      />
      {lacks !== null && (
        <p className={classes.warn}>
          {text.lacks} {lacks}
        </p>
      )}
      <button
        type="button"
        className={classes.unfold}
        aria-expanded={open}
        aria-label={text.settingsOf(word)}
        onClick={() => setOpen(!open)}
      >
        {open ? <IconChevronDown aria-hidden size={14} /> : <IconChevronRight aria-hidden size={14} />}
        {changed ? `${text.settings} · ${text.own}` : text.settings}
      </button>
      {open && (
        <div className={classes.fields}>
          <RuleSettings rule={rule} own={own} scene={scene} onSet={set} />
          {changed && (
            <div className={classes.buttons}>
              <Button onClick={() => props.onChange(withoutRule(scene.rules, rule.name), `rule ${rule.name} reset`)}>
                {text.reset}
              </Button>
            </div>
          )}
        </div>
      )}
    </li>
  );
}
