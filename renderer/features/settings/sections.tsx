import { NumberInput, Switch, TextInput, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { ownNameText, settingsText } from '../../text/settings.ts';
import { OwnName } from '../../ui/OwnName.tsx';
import classes from './settings.module.css';
import type { SettingsDraft, SettingsErrors } from './settingsDraft.ts';

export interface SectionProps {
  readonly draft: SettingsDraft;
  readonly errors: SettingsErrors;
  onChange(part: Partial<SettingsDraft>): void;
}

/** A titled group of settings. */
export function Section(props: { heading: string; children: ReactNode; wide?: boolean }) {
  return (
    <section className={classes.section} data-wide={props.wide ?? false} aria-label={props.heading}>
      <h2>{props.heading}</h2>
      {props.children}
    </section>
  );
}

export function SiteSection({ draft, errors, onChange }: SectionProps) {
  const { site, retention } = settingsText;
  return (
    <Section heading={site.heading}>
      <TextInput
        label={site.name}
        description={site.nameHelp}
        value={draft.siteName}
        error={errors.siteName}
        onChange={(event) => onChange({ siteName: event.currentTarget.value })}
      />
      <NumberInput
        label={retention.days}
        description={retention.daysHelp}
        value={draft.keepTracksDays}
        clampBehavior="none"
        error={errors.keepTracksDays}
        onChange={(keepTracksDays) => onChange({ keepTracksDays })}
      />
    </Section>
  );
}

/** Of this browser alone: it is no setting of the station, and needs no saving. */
export function OwnNameSection() {
  return (
    <Section heading={ownNameText.heading}>
      <OwnName />
    </Section>
  );
}

export function AddressSettings({ draft, errors, onChange }: SectionProps) {
  const { addresses } = settingsText;
  return (
    <Section heading={addresses.heading}>
      <Switch
        label={addresses.loopback}
        description={addresses.loopbackHelp}
        checked={draft.allowLoopback}
        onChange={(event) => onChange({ allowLoopback: event.currentTarget.checked })}
      />
      <Textarea
        size="xs"
        label={addresses.cidrs}
        description={addresses.cidrsHelp}
        rows={3}
        spellCheck={false}
        value={draft.cidrs}
        error={errors.cidrs}
        onChange={(event) => onChange({ cidrs: event.currentTarget.value })}
      />
    </Section>
  );
}

export function DetectionNumbers({ draft, errors, onChange }: SectionProps) {
  const { detection } = settingsText;
  return (
    <Section heading={detection.boxes}>
      <NumberInput
        label={detection.nmsIou}
        description={detection.nmsIouHelp}
        value={draft.nmsIou}
        step={0.05}
        clampBehavior="none"
        error={errors.nmsIou}
        onChange={(nmsIou) => onChange({ nmsIou })}
      />
    </Section>
  );
}
