import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { sceneText } from '../../text/scene.ts';

interface NumberProps {
  readonly label: string;
  /** For a field whose label is only seen, in a table. */
  readonly ariaLabel?: string;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** What the number is and where to find it. */
  readonly help?: string;
  /** What an empty field means; without it an empty field is wrong. */
  readonly empty?: string;
  onValue(value: number | null): void;
}

/** A number that reaches the scene only while it is one: what is half typed stays in the field. */
export function NumberField(props: NumberProps) {
  const { label, ariaLabel, help, value, min, max, empty } = props;
  const [typed, setTyped] = useState<string | number | null>(null);
  const shown = typed ?? value ?? '';
  const wrong = typed !== null && !allowed(typed, min, max, empty !== undefined);
  return (
    <NumberInput
      {...(ariaLabel === undefined ? { label } : { 'aria-label': ariaLabel })}
      value={shown}
      min={min}
      max={max}
      step={props.step ?? 1}
      clampBehavior="none"
      hideControls
      {...(empty === undefined ? {} : { placeholder: empty })}
      {...(help === undefined ? {} : { description: help })}
      error={wrong ? sceneText.fields.between(min, max) : undefined}
      onChange={(next) => {
        setTyped(next);
        if (allowed(next, min, max, empty !== undefined)) props.onValue(next === '' ? null : Number(next));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function allowed(typed: string | number, min: number, max: number, mayBeEmpty: boolean): boolean {
  if (typed === '') return mayBeEmpty;
  const value = Number(typed);
  return Number.isFinite(value) && value >= min && value <= max;
}

/** A name of 1 to 80 letters; anything else stays in the field until it is left. */
export function NameField(props: { value: string; onValue: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const good = (text: string): boolean => text.trim().length >= 1 && text.trim().length <= 80;
  return (
    <TextInput
      label={sceneText.fields.name}
      value={typed ?? props.value}
      error={typed !== null && !good(typed) ? sceneText.fields.nameWrong : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        if (good(text)) props.onValue(text.trim());
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** One of several, by name. */
export function Choice(props: {
  label: string;
  data: readonly { value: string; label: string }[];
  value: string | undefined;
  onValue: (value: string) => void;
}) {
  return (
    <Select
      size="xs"
      label={props.label}
      allowDeselect={false}
      data={props.data}
      value={props.value ?? null}
      onChange={(value) => value !== null && props.onValue(value)}
    />
  );
}
