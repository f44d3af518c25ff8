import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { useConsole, useHourMs } from '../../state/context.tsx';
import { authorOf, useOwnName } from '../../state/ownName.ts';
import { since } from '../../text/format.ts';
import { sceneText } from '../../text/scene.ts';
import { Message } from '../../ui/Message.tsx';
import { useCall } from '../../ui/useCall.ts';
import { noteOf } from './saveNote.ts';
import classes from './sceneParts.module.css';
import type { KnownVersions } from './useSceneVersions.ts';
import { versionChanges } from './versionChanges.ts';

const shownChanges = 6;

interface Props {
  readonly cameraId: string;
  readonly saved: SceneVersion | null;
  readonly known: KnownVersions;
  /** Whether there is a draft, which a return would leave behind. */
  readonly changed: boolean;
}

/** Every version with its author, time, note and difference, and the way back to each. */
export function VersionsPanel({ cameraId, saved, known, changed }: Props) {
  const console = useConsole();
  const back = useCall();
  const [ownName] = useOwnName();
  const [said, say] = useState<string | null>(null);
  const newest = saved?.version ?? null;
  const { versions, problem } = known;
  const text = sceneText.versions;

  const goBack = async ({ version, scene }: SceneVersion): Promise<void> => {
    const note = text.backTo(version);
    const reply = await back.run(() =>
      console.saveScene({ cameraId, baseVersion: newest, note, ...authorOf(ownName), scene }),
    );
    if (reply) say(text.backDone(version, reply.version));
  };
  if (problem !== null) return <Message tone="bad">{problem}</Message>;
  if (!versions) return <p className={classes.dim}>{text.loading}</p>;
  if (versions.length === 0) return <p className={classes.dim}>{text.none}</p>;
  return (
    <>
      {changed && <p className={classes.warn}>{text.backBlocked}</p>}
      {said !== null && back.problem === null && <Message tone="good">{said}</Message>}
      {back.problem !== null && <Message tone="bad">{back.problem}</Message>}
      <ul className={classes.list}>
        {versions.map((version, at) => (
          <Version
            key={version.version}
            version={version}
            before={versions[at + 1] ?? null}
            current={at === 0}
            disabled={changed || back.pending}
            onBack={() => void goBack(version)}
          />
        ))}
      </ul>
    </>
  );
}

function Version(props: {
  version: SceneVersion;
  before: SceneVersion | null;
  current: boolean;
  disabled: boolean;
  onBack: () => void;
}) {
  const { version, before } = props;
  const nowMs = useHourMs();
  const text = sceneText.versions;
  const changes = before ? versionChanges(before.scene, version.scene) : [text.first];
  const shown = changes.slice(0, shownChanges);
  // A save without a note of its own has the changes for one, which stand below it.
  const hasNote = version.note !== '' && version.note !== noteOf(changes);
  return (
    <li className={classes.version}>
      <div className={classes.versionHead}>
        <h2>
          {text.version(version.version)} {props.current && <span className={classes.dim}>{text.current}</span>}
        </h2>
        <span className={classes.dim}>{text.by(version.author, since(version.savedAtMs, nowMs))}</span>
      </div>
      {hasNote && <p>{version.note}</p>}
      <ul className={`${classes.plainList} ${classes.dim}`}>
        {(shown.length === 0 ? [text.same] : shown).map((change) => (
          <li key={change}>{change}</li>
        ))}
        {changes.length > shownChanges && <li>{text.more(changes.length - shownChanges)}</li>}
      </ul>
      {!props.current && (
        <div className={classes.buttons}>
          <Button disabled={props.disabled} onClick={props.onBack}>
            {text.backTo(version.version)}
          </Button>
        </div>
      )}
    </li>
  );
}
