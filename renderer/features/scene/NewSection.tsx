import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { SceneLine } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import type { EditorAction } from './editor.ts';
import classes from './scene.module.css';

/** A section by choosing its lines, for those who do not click them in the picture. */
export function NewSection(props: { lines: readonly SceneLine[]; dispatch: (action: EditorAction) => void }) {
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  if (props.lines.length < 2) return <p className={classes.dim}>{sceneText.fields.fewLines}</p>;
  const data = props.lines.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.fields}>
      <div className={classes.halves}>
        <Select size="xs" label={sceneText.fields.fromLine} data={data} value={from} onChange={setFrom} />
        <Select size="xs" label={sceneText.fields.toLine} data={data} value={to} onChange={setTo} />
      </div>
      <Button
        disabled={from === null || to === null || from === to}
        onClick={() => {
          if (from !== null && to !== null) props.dispatch({ do: 'addSection', fromLineId: from, toLineId: to });
        }}
      >
        {sceneText.fields.addSection}
      </Button>
    </div>
  );
}
