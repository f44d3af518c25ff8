import { TextInput } from '@mantine/core';
import { longestOwnName, useOwnName } from '../state/ownName.ts';
import { ownNameText as text } from '../text/settings.ts';

interface Props {
  /** Without a label of its own it stands in a row of buttons. */
  readonly inRow?: boolean;
  readonly className?: string;
}

/** Who saves: written beside every version that is saved from this browser, and kept as it is typed. */
export function OwnName({ inRow = false, className = '' }: Props) {
  const [name, setName] = useOwnName();
  const named = inRow
    ? { 'aria-label': text.label, placeholder: text.label, title: text.help }
    : { label: text.label, description: text.help };
  return (
    <TextInput
      {...named}
      className={className}
      maxLength={longestOwnName}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
    />
  );
}
