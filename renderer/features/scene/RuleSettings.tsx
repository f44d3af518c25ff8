import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { useMemo } from 'react';
import { cocoClasses } from '../../../app/detect/classFilter.ts';
import type { Rule } from '../../../app/incident/rule.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { sceneText, settingLabel } from '../../text/scene.ts';
import { NumberField } from './fields.tsx';
import { type RuleField, ruleFields } from './ruleFields.ts';
import { ScheduleField } from './ScheduleField.tsx';
import { WaysField } from './WaysField.tsx';

interface Props {
  readonly rule: Rule;
  /** What this scene sets on its own. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly scene: Scene;
  onSet(key: string, value: unknown): void;
}

/** Every setting of a rule, as its schema describes it. */
export function RuleSettings(props: Props) {
  const { rule } = props;
  const fields = useMemo(() => ruleFields(rule), [rule]);
  return fields.map((field) => <Setting key={field.key} {...props} field={field} />);
}

function Setting({ field, own, scene, onSet }: Props & { field: RuleField }) {
  const { key } = field;
  const value = own[key];
  const label = value === undefined ? settingLabel(key) : `${settingLabel(key)} · ${sceneText.rules.own}`;
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : field.value}
          min={field.min}
          max={field.max}
          onValue={(next) => onSet(key, next)}
        />
      );
    case 'boolean':
      return (
        <Checkbox
          size="xs"
          label={label}
          checked={typeof value === 'boolean' ? value : field.value}
          onChange={(event) => onSet(key, event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          size="xs"
          label={label}
          allowDeselect={false}
          data={field.choices}
          value={typeof value === 'string' ? value : field.value}
          onChange={(next) => next !== null && onSet(key, next)}
        />
      );
    case 'names':
      return (
        <MultiSelect
          size="xs"
          searchable
          label={label}
          placeholder={Array.isArray(value) ? '' : sceneText.rules.all[field.of]}
          data={field.of === 'classes' ? cocoClasses : scene.zones.map(({ id, name }) => ({ value: id, label: name }))}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(names) => onSet(key, names.length > 0 ? names : null)}
        />
      );
    case 'ways':
      return <WaysField label={label} lines={scene.lines} value={value} onValue={(ways) => onSet(key, ways)} />;
    case 'schedule':
      return <ScheduleField label={label} value={value} onValue={(schedule) => onSet(key, schedule)} />;
  }
}
