import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { sceneText } from '../../text/scene.ts';
import { Message } from '../../ui/Message.tsx';
import { OwnName } from '../../ui/OwnName.tsx';
import { noteOf } from './saveNote.ts';
import classes from './sceneParts.module.css';
import type { SceneSaving } from './useSceneSaving.ts';

interface Props {
  readonly saving: SceneSaving;
  /** What differs from the version in use, one sentence each. */
  readonly changes: readonly string[];
}

/** Asks what was changed, shows the difference, and saves. */
export function SaveDialog({ saving, changes }: Props) {
  const text = sceneText.save;
  const [note, setNote] = useState('');
  const save = (): void => {
    void saving.save(note.trim() === '' ? noteOf(changes) : note);
  };
  return (
    <Modal opened title={text.title} withCloseButton={false} onClose={saving.close}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          data-autofocus
          label={text.note}
          placeholder={text.noteHint}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <OwnName />
        <section aria-label={text.changes}>
          <h3 className={classes.dim}>{text.changes}</h3>
          <ul className={classes.plainList}>
            {(changes.length === 0 ? [text.noChanges] : changes).map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </section>
        {saving.problem !== null && (
          <Message tone="bad" title={text.failed}>
            {saving.problem}
          </Message>
        )}
        <div className={classes.buttons}>
          <Button onClick={saving.close}>{text.cancel}</Button>
          <Button type="submit" variant="filled" disabled={saving.pending}>
            {text.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
