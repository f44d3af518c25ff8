import { Button, Switch } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Rule } from '../../../app/incident/rule.ts';
import type { RulesSettings } from '../../../app/incident/settings.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { incidentWord, sceneText } from '../../text/scene.ts';
import { type RuleWords, ruleTitle } from '../../text/siteRules.ts';
import { RuleSettings } from './RuleSettings.tsx';
import { withSetting, withoutRule, withoutSetting } from './ruleFields.ts';
import classes from './rules.module.css';
import parts from './sceneParts.module.css';

interface Props {
  readonly rule: Rule;
  /** What is set on the layer that is edited, of all rules. */
  readonly own: RulesSettings;
  readonly below: RulesSettings;
  readonly scene: Scene | null;
  readonly words: RuleWords;
  /** What stands below its sentence: what it lacks, or who differs. */
  readonly children?: ReactNode;
  /** `gesture` names what is being changed: changes of one name follow each other as one. */
  onChange(own: RulesSettings, gesture: string): void;
}

/** One rule: on or off, what it finds, where its settings come from, and those settings. */
export function RuleItem({ rule, own, below, scene, words, children, onChange }: Props) {
  const { name } = rule;
  const [open, setOpen] = useState(false);
  const ownHere = own[name] ?? {};
  const belowHere = below[name] ?? {};
  const isOwn = Object.keys(ownHere).length > 0;
  const word = incidentWord(name);
  const set = (key: string, value: unknown): void =>
    onChange(withSetting(own, name, key, value), `rule ${name} ${key}`);
  return (
    <li className={classes.rule}>
      <Switch
        label={ruleTitle(name)}
        description={rule.what}
        checked={(ownHere['enabled'] ?? belowHere['enabled']) !== false}
        onChange={(event) => set('enabled', event.currentTarget.checked)}
      />
      {children}
      <div className={classes.foot}>
        <button
          type="button"
          className={classes.unfold}
          aria-expanded={open}
          aria-label={sceneText.rules.settingsOf(word)}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown aria-hidden size={14} /> : <IconChevronRight aria-hidden size={14} />}
          {sceneText.rules.settings}
        </button>
        <span className={isOwn ? classes.own : classes.below}>{isOwn ? words.own : words.below}</span>
        {isOwn && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={words.resetOf(word)}
            onClick={() => onChange(withoutRule(own, name), `rule ${name} reset`)}
          >
            {words.reset}
          </Button>
        )}
      </div>
      {open && (
        <div className={parts.fields}>
          <RuleSettings
            {...{ rule, scene, words }}
            own={ownHere}
            below={belowHere}
            onSet={set}
            onUnset={(key) => onChange(withoutSetting(own, name, key), `rule ${name} ${key} unset`)}
          />
        </div>
      )}
    </li>
  );
}
