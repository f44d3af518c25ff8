import { Button, Drawer, NumberInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import { useConsole } from '../../state/context.tsx';
import { camerasText } from '../../text/cameras.ts';
import { sourceKindOf } from '../../text/sources.ts';
import { Message } from '../../ui/Message.tsx';
import { useCall } from '../../ui/useCall.ts';
import { type CameraDraft, draftOf, errorsOf, newDraft, streamKeyOf, toSave } from './cameraDraft.ts';
import classes from './cameraForm.module.css';
import { CredentialFields } from './CredentialFields.tsx';
import { PlaybackFields } from './PlaybackFields.tsx';
import { SourceHelpPanel } from './SourceHelpPanel.tsx';
import { apart } from './sourceText.ts';
import { TestResult } from './TestResult.tsx';
import { useCameraTest } from './useCameraTest.ts';

interface Props {
  /** `undefined` adds one. */
  readonly camera: Camera | undefined;
  readonly cameras: readonly Camera[];
  onClose(): void;
  onSaved(cameraId: string): void;
}

/** Adds or edits a camera beside the list. A failed save keeps every word that was typed, and so does one Escape. */
export function CameraDrawer(props: Props) {
  const { camera } = props;
  const { form } = camerasText;
  const [changed, setChanged] = useState(false);
  const [warned, setWarned] = useState(false);
  return (
    <Drawer
      opened
      onClose={changed && !warned ? () => setWarned(true) : props.onClose}
      position="right"
      size="33rem"
      closeOnClickOutside={false}
      title={camera ? form.editTitle(camera.number) : form.addTitle}
      closeButtonProps={{ 'aria-label': form.close }}
    >
      <CameraForm
        {...props}
        warned={warned && changed}
        onChanged={(now) => {
          setChanged(now);
          setWarned(false);
        }}
      />
    </Drawer>
  );
}

interface FormProps extends Props {
  /** True after the operator tried to close with changes in the form. */
  readonly warned: boolean;
  /** Says after each edit whether there is something to lose. */
  onChanged(changed: boolean): void;
}

function CameraForm(props: FormProps) {
  const { camera, cameras } = props;
  const { form } = camerasText;
  const console = useConsole();
  const [first] = useState<CameraDraft>(() => (camera ? draftOf(camera) : newDraft(cameras)));
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const save = useCall();
  const { test, run: runTest } = useCameraTest(draft, camera?.cameraId);

  const others = cameras.filter((other) => other.cameraId !== camera?.cameraId);
  const errors = errorsOf(draft, others);
  const shown = tried ? errors : {};
  const change = (part: Partial<CameraDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    props.onChanged(JSON.stringify(next) !== JSON.stringify(first));
  };
  const tested = test.kind === 'done' && test.found.ok;
  const sameStream = camera !== undefined && streamKeyOf(draft) === streamKeyOf(first);

  const separate = (): void => {
    const found = apart(draft.sourceUrl);
    if (found) change({ sourceUrl: found.sourceUrl, credentials: 'enter', ...found.credentials });
  };
  const startTest = (): void => {
    setTried(errors.sourceUrl !== undefined || errors.user !== undefined);
    if (errors.sourceUrl === undefined && errors.user === undefined) void runTest();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(errors).length > 0) return;
    const cameraId = await save.run(async () => {
      if (!camera) return (await console.addCamera(toSave(draft))).cameraId;
      await console.updateCamera({ ...toSave(draft), cameraId: camera.cameraId });
      return camera.cameraId;
    });
    if (cameraId !== undefined) props.onSaved(cameraId);
  };

  return (
    <form className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <div className={classes.pair}>
        <NumberInput
          label={form.number}
          value={draft.number}
          min={1}
          max={9999}
          clampBehavior="none"
          error={shown.number}
          onChange={(number) => change({ number })}
        />
        <TextInput
          data-autofocus
          label={form.name}
          description={form.nameHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.name}
          error={shown.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={form.sourceUrl}
        value={draft.sourceUrl}
        error={shown.sourceUrl}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change({ sourceUrl: event.currentTarget.value })}
        onBlur={separate}
      />
      <SourceHelpPanel sourceUrl={draft.sourceUrl} onUse={(sourceUrl) => change({ sourceUrl })} />
      {sourceKindOf(draft.sourceUrl) === 'file' ? (
        <PlaybackFields playback={draft.playback} onChange={(playback) => change({ playback })} />
      ) : (
        <CredentialFields draft={draft} stored={camera?.hasCredentials ?? false} error={shown.user} onChange={change} />
      )}
      <div className={classes.halves}>
        <NumberInput
          label={form.analysisFps}
          description={form.analysisFpsHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.analysisFps}
          min={0}
          max={30}
          clampBehavior="none"
          error={shown.analysisFps}
          onChange={(analysisFps) => change({ analysisFps })}
        />
        <Switch
          mt="xl"
          label={form.enabled}
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
      </div>
      <TestResult test={test} sourceUrl={draft.sourceUrl} onAgain={runTest} />
      {props.warned && <Message tone="warn">{form.unsaved}</Message>}
      {save.problem !== null && (
        <Message tone="bad" title={form.notSaved}>
          {save.problem}
        </Message>
      )}
      <div className={classes.formFoot}>
        <span>{tested || sameStream ? '' : form.untested}</span>
        <Button onClick={startTest} disabled={test.kind === 'running'}>
          {form.test}
        </Button>
        <Button type="submit" variant="filled" disabled={save.pending}>
          {tested || sameStream ? form.save : form.saveUntested}
        </Button>
      </div>
    </form>
  );
}
