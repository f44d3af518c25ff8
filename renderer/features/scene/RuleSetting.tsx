import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { cocoClasses } from '../../../app/detect/classFilter.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import { severityChoices } from '../../text/siteRules.ts';
import { NumberField } from './fields.tsx';
import type { RuleField } from './ruleFields.ts';
import { ScheduleField } from './ScheduleField.tsx';
import { WaysField } from './WaysField.tsx';

interface Props {
  readonly field: RuleField;
  readonly label: string;
  /** `undefined` is as the rule comes. */
  readonly value: unknown;
  readonly zones: Scene['zones'];
  readonly lines: Scene['lines'];
  onValue(value: unknown): void;
}

/** One setting of a rule. */
export function RuleSetting({ field, label, value, zones, lines, onValue }: Props) {
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : field.value}
          min={field.min}
          max={field.max}
          onValue={onValue}
        />
      );
    case 'boolean':
      return (
        <Checkbox
          size="xs"
          label={label}
          checked={typeof value === 'boolean' ? value : field.value}
          onChange={(event) => onValue(event.currentTarget.checked)}
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
          onChange={(next) => next !== null && onValue(next)}
        />
      );
    case 'severity':
      return (
        <Select
          size="xs"
          label={label}
          allowDeselect={false}
          data={severityChoices}
          value={typeof value === 'string' ? value : 'asRule'}
          onChange={(next) => next !== null && onValue(next === 'asRule' ? null : next)}
        />
      );
    case 'names':
      return (
        <MultiSelect
          size="xs"
          searchable
          label={label}
          placeholder={Array.isArray(value) ? '' : sceneText.rules.all[field.of]}
          data={field.of === 'classes' ? cocoClasses : zones.map(({ id, name }) => ({ value: id, label: name }))}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(names) => onValue(names.length > 0 ? names : null)}
        />
      );
    case 'ways':
      return <WaysField label={label} lines={lines} value={value} onValue={onValue} />;
    case 'schedule':
      return <ScheduleField label={label} value={value} onValue={onValue} />;
  }
}
