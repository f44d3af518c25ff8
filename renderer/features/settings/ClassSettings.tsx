import { NumberInput, Switch, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { trafficClasses } from '../../../app/detect/classFilter.ts';
import { settingsText } from '../../text/settings.ts';
import { Section, type SectionProps } from './sections.tsx';
import classes from './settings.module.css';
import type { ClassDraft } from './settingsDraft.ts';

interface Props extends SectionProps {
  readonly modelClasses: readonly string[];
  /** Classes that are watched as saved. */
  readonly watchedBefore: readonly string[];
}

/**
 * Which classes of the model are watched, and how sure it must be: road users and what was watched before, all others
 * when they are asked for. The order never changes while one is switched.
 */
export function ClassSettings(props: Props) {
  const { draft, errors, onChange, modelClasses, watchedBefore } = props;
  const { detection } = settingsText;
  const [filter, setFilter] = useState('');
  const [onlyWatched, setOnlyWatched] = useState(false);
  const [open, setOpen] = useState(false);
  const watched = draft.classes.filter((entry) => entry.watched).length;
  const searched = filter.trim() !== '' || onlyWatched;
  const found = draft.classes.filter(
    (entry) => (entry.watched || !onlyWatched) && entry.className.toLowerCase().includes(filter.trim().toLowerCase()),
  );
  const [first, others] = searched ? [found, []] : firstAndOthers(draft.classes, watchedBefore);
  const isOpen = open || others.some(({ className }) => errors.scoreByClass?.[className] !== undefined);
  const change = (className: string, part: Partial<ClassDraft>): void =>
    onChange({
      classes: draft.classes.map((entry) => (entry.className === className ? { ...entry, ...part } : entry)),
    });
  const list = (entries: readonly ClassDraft[]) => (
    <ul className={classes.classes}>
      {entries.map((entry) => (
        <ClassRow
          key={entry.className}
          entry={entry}
          known={modelClasses.length === 0 || modelClasses.includes(entry.className)}
          error={errors.scoreByClass?.[entry.className]}
          onChange={(part) => change(entry.className, part)}
        />
      ))}
    </ul>
  );
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
      {list(first)}
      {others.length > 0 && (
        <button type="button" className={classes.unfold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? <IconChevronDown aria-hidden size={14} /> : <IconChevronRight aria-hidden size={14} />}
          {othersLabel(others)}
        </button>
      )}
      {isOpen && list(others)}
    </Section>
  );
}

/** Road users and what is watched as saved, in the order of the model; of a model that knows neither, all. */
function firstAndOthers(
  all: readonly ClassDraft[],
  watchedBefore: readonly string[],
): [first: readonly ClassDraft[], others: readonly ClassDraft[]] {
  const isFirst = ({ className }: ClassDraft): boolean =>
    trafficClasses.includes(className) || watchedBefore.includes(className);
  const first = all.filter(isFirst);
  return first.length === 0 ? [all, []] : [first, all.filter((entry) => !isFirst(entry))];
}

function othersLabel(others: readonly ClassDraft[]): string {
  const { detection } = settingsText;
  const watched = others.filter((entry) => entry.watched).length;
  const label = detection.others(others.length);
  return watched === 0 ? label : `${label}, ${detection.othersWatched(watched)}`;
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
