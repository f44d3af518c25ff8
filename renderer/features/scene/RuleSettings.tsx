import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { sceneBoundSettings } from '../../../app/incident/siteRules.ts';
import type { Rule } from '../../../app/incident/rule.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { settingLabel } from '../../text/ruleSettings.ts';
import type { RuleWords } from '../../text/siteRules.ts';
import { ruleFields } from './ruleFields.ts';
import { RuleSetting } from './RuleSetting.tsx';
import classes from './rules.module.css';

export type SettingValues = Readonly<Record<string, unknown>>;

interface Props {
  readonly rule: Rule;
  /** What is set on the layer that is edited. */
  readonly own: SettingValues;
  /** What holds where that sets nothing; what is missing there too is as the rule comes. */
  readonly below: SettingValues;
  /** Whose zones and lines may be named; `null` for all cameras, which have none in common. */
  readonly scene: Scene | null;
  readonly words: RuleWords;
  onSet(key: string, value: unknown): void;
  onUnset(key: string): void;
}

/** Every setting of a rule, as its schema describes it; what is set here is marked and goes back by one click. */
export function RuleSettings({ rule, own, below, scene, words, onSet, onUnset }: Props) {
  const fields = useMemo(
    () => ruleFields(rule).filter(({ key }) => scene !== null || !(key in sceneBoundSettings)),
    [rule, scene],
  );
  return fields.map((field) => {
    const { key } = field;
    const label = settingLabel(key);
    const isOwn = own[key] !== undefined;
    return (
      <div key={key} className={classes.setting}>
        <div>
          <RuleSetting
            field={field}
            label={isOwn ? `${label} · ${words.own}` : label}
            value={isOwn ? own[key] : below[key]}
            zones={scene?.zones ?? []}
            lines={scene?.lines ?? []}
            onValue={(value) => onSet(key, value)}
          />
        </div>
        {isOwn && (
          <Tooltip label={words.reset}>
            <ActionIcon variant="subtle" size="sm" aria-label={words.unset(label)} onClick={() => onUnset(key)}>
              <IconArrowBackUp aria-hidden size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    );
  });
}
