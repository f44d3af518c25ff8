import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { Message } from './Message.tsx';
import classes from './ui.module.css';
import { useCall } from './useCall.ts';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly children: ReactNode;
  onConfirm(): Promise<unknown>;
  onClose(): void;
}

/** Asks before something is lost. The focus starts on the way back, so that Enter alone loses nothing. */
export function ConfirmDialog(props: Props) {
  const call = useCall();
  const confirm = async (): Promise<void> => {
    const done = await call.run(props.onConfirm);
    if (done !== undefined) props.onClose();
  };
  return (
    <Modal opened onClose={props.onClose} title={props.title} withCloseButton={false}>
      <div className={classes.stack}>
        {props.children}
        {call.problem !== null && <Message tone="bad">{call.problem}</Message>}
        <div className={classes.buttons}>
          <Button data-autofocus onClick={props.onClose}>
            {props.cancel}
          </Button>
          <Button color="red" variant="filled" disabled={call.pending} onClick={() => void confirm()}>
            {props.confirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
