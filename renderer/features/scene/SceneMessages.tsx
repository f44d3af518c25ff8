import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { useHourMs } from '../../state/context.tsx';
import { since } from '../../text/format.ts';
import { sceneText } from '../../text/scene.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Message } from '../../ui/Message.tsx';
import classes from './sceneParts.module.css';
import type { SceneWork } from './useSceneDraft.ts';
import type { SceneSaving } from './useSceneSaving.ts';

interface Props {
  readonly saved: SceneVersion | null;
  readonly work: SceneWork;
  readonly saving: SceneSaving;
}

/** What the operator must know about the draft: that it is an old one, that somebody else saved. */
export function SceneMessages({ saved, work, saving }: Props) {
  const nowMs = useHourMs();
  const { draft } = sceneText;
  const newer = saved !== null && saved.version > (work.baseVersion ?? 0) ? saved : null;
  const outrun = work.changed && !saving.pending && (newer !== null || saving.outrun);
  if (outrun) {
    return (
      <Message tone="warn">
        <p>
          {newer ? draft.conflict(newer.author, since(newer.savedAtMs, nowMs), newer.version) : draft.conflictUnknown}
        </p>
        <div className={classes.buttons}>
          {newer && (
            <Button
              onClick={() => {
                work.rebase();
                saving.open();
              }}
            >
              {draft.saveOnTop}
            </Button>
          )}
          <Discard work={work} />
        </div>
      </Message>
    );
  }
  if (work.restoredAtMs !== null) {
    return (
      <Message tone="note">
        <p>{draft.restored(since(work.restoredAtMs, nowMs))}</p>
        <div className={classes.buttons}>
          <Discard work={work} />
        </div>
      </Message>
    );
  }
  return null;
}

function Discard({ work }: { work: SceneWork }) {
  const [asking, ask] = useState(false);
  const { draft } = sceneText;
  return (
    <>
      <Button onClick={() => ask(true)}>{draft.discard}</Button>
      {asking && (
        <ConfirmDialog
          title={draft.discardAsk}
          confirm={draft.discard}
          cancel={draft.keep}
          onConfirm={async () => {
            work.discard();
            return true;
          }}
          onClose={() => ask(false)}
        >
          {draft.discardText}
        </ConfirmDialog>
      )}
    </>
  );
}
