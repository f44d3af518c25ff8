import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SiteSettings } from '../../../app/camera/siteSettings.ts';
import { findableClasses } from '../../../app/detect/classFilter.ts';
import { usePageArgument } from '../../app/routes.ts';
import { useConsole, useFact } from '../../state/context.tsx';
import { settingsText } from '../../text/settings.ts';
import { Message } from '../../ui/Message.tsx';
import { Page } from '../../ui/Page.tsx';
import { useCall } from '../../ui/useCall.ts';
import { ClassSettings } from './ClassSettings.tsx';
import { AddressSettings, DetectionNumbers, OwnNameSection, SiteSection } from './sections.tsx';
import classes from './settings.module.css';
import { SettingsTabs } from './SettingsTabs.tsx';
import { SiteRulesPage } from './SiteRulesPage.tsx';
import { type SettingsDraft, draftOf, errorsOf, toSave } from './settingsDraft.ts';

/** What a site sets once for all its cameras; rules at an address of their own. */
export function SettingsPage() {
  return usePageArgument() === 'rules' ? <SiteRulesPage /> : <SitePage />;
}

function SitePage() {
  const settings = useFact((facts) => facts.settings);
  const models = useFact((facts) => facts.models);
  return settings && models ? (
    <SettingsForm
      settings={settings}
      modelClasses={findableClasses(models.find((model) => model.active)?.classes ?? [])}
    />
  ) : (
    <Page title={settingsText.title}>
      <p>{settingsText.loading}</p>
    </Page>
  );
}

/** What was last read from the station, and what the operator made of it. */
interface Editing {
  readonly read: SiteSettings;
  readonly modelClasses: readonly string[];
  readonly draft: SettingsDraft;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function SettingsForm(props: { settings: SiteSettings; modelClasses: readonly string[] }) {
  const { settings, modelClasses } = props;
  const console = useConsole();
  const save = useCall();
  const fresh = (): Editing => ({ read: settings, modelClasses, draft: draftOf(settings, modelClasses) });
  const [editing, setEditing] = useState(fresh);
  const [said, say] = useState<'saved' | 'wrong' | null>(null);

  const changed = !same(editing.draft, draftOf(editing.read, editing.modelClasses));
  const newer = !same(editing.read, settings) || !same(editing.modelClasses, modelClasses);
  // Untouched fields follow the station; touched ones are the operator's until saved or undone.
  if (newer && !changed) setEditing(fresh());

  const { draft } = editing;
  const errors = errorsOf(draft);
  const change = (part: Partial<SettingsDraft>): void => {
    say(null);
    setEditing((now) => ({ ...now, draft: { ...now.draft, ...part } }));
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (Object.keys(errors).length > 0) return say('wrong');
    const next = toSave(draft);
    const done = await save.run(() => console.saveSettings(next));
    if (!done) return;
    setEditing({ read: next, modelClasses, draft: draftOf(next, modelClasses) });
    say('saved');
  };
  const section = { draft, errors, onChange: change };

  return (
    <form className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <Page
        title={settingsText.title}
        actions={
          <>
            <span className={classes.note} role="status">
              {said === 'saved' && !changed ? settingsText.saved : changed ? settingsText.unsaved : ''}
            </span>
            <Button disabled={!changed} onClick={() => setEditing(fresh())}>
              {settingsText.revert}
            </Button>
            <Button type="submit" variant="filled" disabled={!changed || save.pending}>
              {settingsText.save}
            </Button>
          </>
        }
      >
        <SettingsTabs current="site" />
        {newer && changed && <Message tone="warn">{settingsText.changedElsewhere}</Message>}
        {said === 'wrong' && <Message tone="bad">{settingsText.fixFirst}</Message>}
        {save.problem !== null && (
          <Message tone="bad" title={settingsText.notSaved}>
            {save.problem}
          </Message>
        )}
        <div className={classes.sections}>
          <SiteSection {...section} />
          <AddressSettings {...section} />
          <div className={classes.stack}>
            <DetectionNumbers {...section} />
            <OwnNameSection />
          </div>
          <ClassSettings
            {...section}
            modelClasses={modelClasses}
            watchedBefore={Object.keys(editing.read.scoreByClass)}
          />
        </div>
      </Page>
    </form>
  );
}
