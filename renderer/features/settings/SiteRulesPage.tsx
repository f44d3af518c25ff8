import { Button, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { rules } from '../../../app/incident/rules/knownRules.ts';
import type { Camera } from '../../../app/camera/camera.ts';
import type { RulesSettings } from '../../../app/incident/settings.ts';
import type { SiteRulesVersion } from '../../../app/incident/siteRules.ts';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { hashOf } from '../../app/routes.ts';
import { useConsole, useFact } from '../../state/context.tsx';
import { authorOf, useOwnName } from '../../state/ownName.ts';
import { incidentsText } from '../../text/incidents.ts';
import { settingsText } from '../../text/settings.ts';
import { siteRuleWords, siteRulesText as text } from '../../text/siteRules.ts';
import { Message } from '../../ui/Message.tsx';
import { OwnName } from '../../ui/OwnName.tsx';
import { Page } from '../../ui/Page.tsx';
import { useCall } from '../../ui/useCall.ts';
import { RuleItem } from '../scene/RuleItem.tsx';
import { SettingsTabs } from './SettingsTabs.tsx';
import { SiteRulesReplay } from './SiteRulesReplay.tsx';
import { SiteRulesVersions } from './SiteRulesVersions.tsx';
import classes from './siteRules.module.css';
import { camerasThatDiffer, siteRuleFaults } from './siteRulesDraft.ts';
import { useSiteRulesDraft } from './useSiteRulesDraft.ts';

const asTheyCome: RulesSettings = {};

/** What all cameras watch for, unless one of them differs. */
export function SiteRulesPage() {
  const siteRules = useFact((facts) => facts.siteRules);
  const cameras = useFact((facts) => facts.cameras);
  const scenes = useFact((facts) => facts.scenes);
  if (siteRules && cameras && scenes)
    return <SiteRulesForm saved={siteRules.saved} cameras={cameras} scenes={scenes} />;
  return (
    <Page title={settingsText.title}>
      <SettingsTabs current="rules" />
      <p>{text.loading}</p>
    </Page>
  );
}

function SiteRulesForm(props: {
  saved: SiteRulesVersion | null;
  cameras: readonly Camera[];
  scenes: readonly SceneVersion[];
}) {
  const { saved, cameras, scenes } = props;
  const console = useConsole();
  const call = useCall();
  const [ownName] = useOwnName();
  const draft = useSiteRulesDraft(saved);
  const [note, setNote] = useState('');
  const [savedVersion, setSavedVersion] = useState<number | null>(null);
  const checked = useDeferredValue(draft.rules);
  const faults = useMemo(() => siteRuleFaults(checked, { cameras, scenes }), [checked, cameras, scenes]);
  const save = async (wanted: RulesSettings, why: string): Promise<void> => {
    const baseVersion = saved?.version ?? null;
    const reply = await call.run(() =>
      console.saveSiteRules({ baseVersion, note: why.trim(), ...authorOf(ownName), rules: wanted }),
    );
    if (!reply) return;
    draft.savedAs(reply.version);
    setSavedVersion(reply.version);
    setNote('');
  };
  const said = draft.changed ? settingsText.unsaved : savedVersion === null ? '' : text.saved(savedVersion);
  const canSave = draft.changed && faults.length === 0 && checked === draft.rules && !call.pending;
  return (
    <Page
      title={settingsText.title}
      actions={
        <>
          <span className={classes.dim} role="status">
            {said}
          </span>
          <TextInput
            aria-label={text.note}
            placeholder={text.noteHint}
            className={classes.note ?? ''}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <OwnName inRow className={classes.who ?? ''} />
          <Button disabled={!draft.changed} onClick={draft.undo}>
            {settingsText.revert}
          </Button>
          <Button variant="filled" disabled={!canSave} onClick={() => void save(draft.rules, note)}>
            {settingsText.save}
          </Button>
        </>
      }
    >
      <SettingsTabs current="rules" />
      {draft.outrun && <Message tone="warn">{text.changedElsewhere}</Message>}
      {call.problem !== null && (
        <Message tone="bad" title={settingsText.notSaved}>
          {call.problem}
        </Message>
      )}
      {faults.length > 0 && (
        <Message tone="bad" title={text.problems}>
          {faults.join(' ')}
        </Message>
      )}
      <div className={classes.body}>
        <section className={classes.rules} aria-label={text.tabs.rules}>
          <p className={classes.dim}>{text.intro}</p>
          <ul className={classes.list}>
            {rules.map((rule) => (
              <RuleItem
                key={rule.name}
                rule={rule}
                own={draft.rules}
                below={asTheyCome}
                scene={null}
                words={siteRuleWords}
                onChange={(next) => {
                  setSavedVersion(null);
                  draft.change(next);
                }}
              >
                <Differing cameras={camerasThatDiffer(rule.name, { cameras, scenes })} />
              </RuleItem>
            ))}
          </ul>
        </section>
        <div className={classes.side}>
          <SiteRulesReplay
            rules={draft.rules}
            cameraIds={scenes.map(({ cameraId }) => cameraId)}
            faulty={faults.length > 0}
          />
          <SiteRulesVersions
            saved={saved}
            blocked={draft.changed || call.pending}
            onReturn={(version, why) => {
              draft.change(version.rules);
              void save(version.rules, why);
            }}
          />
        </div>
      </div>
    </Page>
  );
}

/** Which cameras do not follow the site in a rule, each with the way to it. */
function Differing({ cameras }: { cameras: readonly Camera[] }) {
  if (cameras.length === 0) return null;
  return (
    <p className={classes.dim}>
      {text.differ(cameras.length)}{' '}
      {cameras.map(({ cameraId, number, name }, at) => (
        <span key={cameraId}>
          {at > 0 && ', '}
          <a href={hashOf('scene', cameraId)}>{incidentsText.camera(number, name)}</a>
        </span>
      ))}
    </p>
  );
}
