import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import type { Camera } from '../../../app/camera/camera.ts';
import { mapText } from '../../text/map.ts';
import { Message } from '../../ui/Message.tsx';
import classes from './map.module.css';
import { type PlaceDraft, placementIn } from './placeDraft.ts';

const text = mapText.placing;

/** Places a camera by clicks on the map or by figures; the map shows at once what it would see from there. */
export function PlaceForm(props: {
  camera: Camera;
  draft: PlaceDraft;
  problem: string | null;
  pending: boolean;
  onChange: (draft: PlaceDraft) => void;
  onSave: () => void;
  onCancel: () => void;
}) {
  const { draft, onChange } = props;
  const placement = placementIn(draft);
  const isComplete = draft.latDeg !== null && draft.lonDeg !== null && draft.bearingDeg !== null;
  const problem = props.problem ?? (isComplete && !placement ? text.outside : null);
  const figure = (value: string | number): number | null => (typeof value === 'number' ? value : null);
  const usual = { decimalScale: 7, hideControls: true, trimLeadingZeroesOnBlur: true } as const;
  return (
    <form
      className={classes.card}
      aria-label={text.title(props.camera.name)}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel();
      }}
    >
      <header>
        <b>{props.camera.number}</b>
        <h2 className={classes.name}>{text.title(props.camera.name)}</h2>
      </header>
      <p className={classes.tip} role="status">
        {draft.clickSets === 'position' ? text.first : text.second}
      </p>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={text.clickSets}
        value={draft.clickSets}
        data={[
          { value: 'position', label: text.position },
          { value: 'direction', label: text.direction, disabled: draft.latDeg === null || draft.lonDeg === null },
        ]}
        onChange={(value) => onChange({ ...draft, clickSets: value as PlaceDraft['clickSets'] })}
      />
      <div className={classes.figures}>
        <NumberInput
          {...usual}
          label={text.latitude}
          value={draft.latDeg ?? ''}
          onChange={(value) => onChange({ ...draft, latDeg: figure(value) })}
        />
        <NumberInput
          {...usual}
          label={text.longitude}
          value={draft.lonDeg ?? ''}
          onChange={(value) => onChange({ ...draft, lonDeg: figure(value) })}
        />
        <NumberInput
          label={text.bearing}
          min={0}
          max={360}
          step={5}
          decimalScale={1}
          value={draft.bearingDeg ?? ''}
          onChange={(value) => onChange({ ...draft, bearingDeg: figure(value) })}
        />
      </div>
      {problem !== null && <Message tone="bad">{problem}</Message>}
      <div className={classes.buttons}>
        <Button variant="filled" type="submit" disabled={!placement} loading={props.pending}>
          {text.save}
        </Button>
        <Button onClick={props.onCancel}>{text.cancel}</Button>
      </div>
    </form>
  );
}
