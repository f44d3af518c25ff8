import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { settingsText } from '../../text/settings.ts';
import { Section, type SectionProps } from './sections.tsx';
import classes from './settings.module.css';
import type { ClassDraft } from './settingsDraft.ts';

/** Which classes of the model are watched, and how sure it must be. The order never changes while one is switched. */
export function ClassSettings(props: SectionProps & { modelClasses: readonly string[] }) {
  const { draft, errors, onChange, modelClasses } = props;
  const { detection } = settingsText;
  const [filter, setFilter] = useState('');
  const [onlyWatched, setOnlyWatched] = useState(false);
  const watched = draft.classes.filter((entry) => entry.watched).length;
  const shown = draft.classes.filter(
    (entry) => (entry.watched || !onlyWatched) && entry.className.toLowerCase().includes(filter.trim().toLowerCase()),
  );
  const change = (className: string, part: Partial<ClassDraft>): void =>
    onChange({
      classes: draft.classes.map((entry) => (entry.className === className ? { ...entry, ...part } : entry)),
    });
  return (
    <Section heading={detection.heading} wide>
      <p className={classes.dim}>{modelClasses.length > 0 ? detection.intro : detection.noModel}</p>
      <div className={classes.classTools}>
        <TextInput
          aria-label={detection.filter}
          placeholder={detection.filter}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Switch
          label={detection.onlyWatched}
          checked={onlyWatched}
          onChange={(event) => setOnlyWatched(event.currentTarget.checked)}
        />
        <span className={watched === 0 ? classes.warn : classes.dim}>
          {watched === 0 ? settingsText.errors.nothingWatched : detection.count(watched, draft.classes.length)}
        </span>
      </div>
      <ul className={classes.classes}>
        {shown.map((entry) => (
          <ClassRow
            key={entry.className}
            entry={entry}
            known={modelClasses.length === 0 || modelClasses.includes(entry.className)}
            error={errors.scoreByClass?.[entry.className]}
            onChange={(part) => change(entry.className, part)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface RowProps {
  readonly entry: ClassDraft;
  /** False for a class that is watched but that the model in use does not know. */
  readonly known: boolean;
  readonly error: string | undefined;
  onChange(part: Partial<ClassDraft>): void;
}

function ClassRow({ entry, known, error, onChange }: RowProps) {
  const { detection } = settingsText;
  const { className, watched, score } = entry;
  return (
    <li className={classes.class} data-watched={watched}>
      <Switch
        label={className}
        aria-label={detection.watch(className)}
        checked={watched}
        description={known ? undefined : detection.otherModel}
        onChange={(event) => onChange({ watched: event.currentTarget.checked })}
      />
      <NumberInput
        w="5.5rem"
        aria-label={detection.score(className)}
        value={score}
        step={0.05}
        disabled={!watched}
        clampBehavior="none"
        error={error}
        onChange={(next) => onChange({ score: next })}
      />
    </li>
  );
}
