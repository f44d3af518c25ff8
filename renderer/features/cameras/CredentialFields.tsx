import { Button, PasswordInput, TextInput } from '@mantine/core';
import { camerasText } from '../../text/cameras.ts';
import type { CameraDraft } from './cameraDraft.ts';
import classes from './cameraForm.module.css';

interface Props {
  readonly draft: CameraDraft;
  /** True where the station has a user and a password for this camera already. */
  readonly stored: boolean;
  readonly error: string | undefined;
  onChange(change: Partial<CameraDraft>): void;
}

/** User and password. Stored ones are never shown: they can be kept, replaced or removed. */
export function CredentialFields(props: Props) {
  const { draft, stored, onChange } = props;
  const { form } = camerasText;
  const keep = (): void => onChange({ credentials: 'keep', user: '', password: '' });
  if (draft.credentials !== 'enter') {
    return (
      <div className={classes.stored}>
        <span>{draft.credentials === 'keep' ? form.stored : form.removed}</span>
        <div>
          {draft.credentials === 'remove' && <Button onClick={keep}>{form.keep}</Button>}
          <Button onClick={() => onChange({ credentials: 'enter' })}>{form.replace}</Button>
          {draft.credentials === 'keep' && (
            <Button onClick={() => onChange({ credentials: 'remove' })}>{form.remove}</Button>
          )}
        </div>
      </div>
    );
  }
  return (
    <>
      <div className={classes.halves}>
        <TextInput
          label={form.user}
          value={draft.user}
          autoComplete="off"
          error={props.error}
          onChange={(event) => onChange({ user: event.currentTarget.value })}
        />
        <PasswordInput
          label={form.password}
          value={draft.password}
          autoComplete="new-password"
          onChange={(event) => onChange({ password: event.currentTarget.value })}
        />
      </div>
      {stored && (
        <div>
          <Button onClick={keep}>{form.keep}</Button>
        </div>
      )}
    </>
  );
}
