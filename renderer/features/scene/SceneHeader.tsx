import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import { CopyScene } from './CopyScene.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import classes from './sceneEditor.module.css';
import type { SceneWork } from './useSceneDraft.ts';

interface Props {
  readonly camera: Camera;
  readonly saved: SceneVersion | null;
  readonly work: SceneWork;
  /** Version of the last save, until something is changed again. */
  readonly savedVersion: number | null;
  readonly choice: ReactNode;
  /** Whether nothing is wrong with the draft. */
  readonly canSave: boolean;
  onSave(): void;
}

/** Camera, undo and redo, copy, save; and how the draft stands. */
export function SceneHeader({ camera, saved, work, savedVersion, choice, canSave, onSave }: Props) {
  const { editor, dispatch, changed } = work;
  const { history, drawing } = editor;
  const { draft } = sceneText;
  return (
    <header className={classes.head}>
      <h1>{sceneText.title}</h1>
      {choice}
      <Icon
        label={sceneText.undo}
        keys="Control+Z"
        disabled={history.past.length === 0 && drawing.length === 0}
        onClick={() => dispatch({ do: 'undo' })}
      >
        <IconArrowBackUp aria-hidden />
      </Icon>
      <Icon
        label={sceneText.redo}
        keys="Control+Y"
        disabled={history.future.length === 0}
        onClick={() => dispatch({ do: 'redo' })}
      >
        <IconArrowForwardUp aria-hidden />
      </Icon>
      <span className={classes.space} />
      <span className={classes.note} role="status">
        {changed ? (work.kept ? draft.unsaved : draft.unkept) : settledText(saved, savedVersion)}
      </span>
      <CopyScene camera={camera} editor={editor} dispatch={dispatch} />
      <KeyHelp />
      <Button variant="filled" disabled={!changed || !canSave} onClick={onSave}>
        {sceneText.save.open}
      </Button>
    </header>
  );
}

function Icon(props: { label: string; keys: string; disabled: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={`${props.label} (${props.keys.replace('Control', 'Ctrl')})`}>
      <ActionIcon
        aria-label={props.label}
        aria-keyshortcuts={props.keys}
        disabled={props.disabled}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function settledText(saved: SceneVersion | null, savedVersion: number | null): string {
  if (savedVersion !== null && savedVersion >= (saved?.version ?? 0)) return sceneText.save.done(savedVersion);
  return saved ? sceneText.draft.saved(saved.version) : sceneText.draft.first;
}
