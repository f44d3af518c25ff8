import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { SceneLine } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import classes from './sceneParts.module.css';

interface Props {
  readonly lines: readonly SceneLine[];
  /** What the button says. */
  readonly add: string;
  /** What is said while there are not two lines. */
  readonly few: string;
  onAdd(fromLineId: string, toLineId: string): void;
}

/** Two different counting lines, chosen by name. */
export function LinePair({ lines, add, few, onAdd }: Props) {
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  if (lines.length < 2) return <p className={classes.dim}>{few}</p>;
  const data = lines.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.fields}>
      <div className={classes.halves}>
        <Select size="xs" label={sceneText.fields.fromLine} data={data} value={from} onChange={setFrom} />
        <Select size="xs" label={sceneText.fields.toLine} data={data} value={to} onChange={setTo} />
      </div>
      <Button
        disabled={from === null || to === null || from === to}
        onClick={() => {
          if (from !== null && to !== null) onAdd(from, to);
        }}
      >
        {add}
      </Button>
    </div>
  );
}
