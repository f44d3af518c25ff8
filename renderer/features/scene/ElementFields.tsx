import { Button, Checkbox } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { type Scene, laneKinds, zoneKinds } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { Choice, NameField, NumberField } from './fields.tsx';
import classes from './sceneParts.module.css';
import { SignalFields } from './SignalFields.tsx';
import { type ElementKind, type ShapeRef, listOf } from './shapes.ts';

interface Props {
  readonly editor: Editor;
  readonly shape: ShapeRef & { readonly kind: ElementKind };
  dispatch(action: EditorAction): void;
}

/** The fields of one element, each changed as it is typed. */
export function ElementFields({ editor, shape, dispatch }: Props) {
  const { scene } = editor.history.present;
  const set = (fields: object): void => dispatch({ do: 'setFields', ref: shape, fields });
  const element = scene[listOf[shape.kind]].find(({ id }) => id === shape.id);
  if (!element) return null;
  return (
    <>
      {'name' in element && <NameField key={shape.id} value={element.name} onValue={(name) => set({ name })} />}
      <KindFields scene={scene} shape={shape} set={set} />
    </>
  );
}

interface KindProps {
  readonly scene: Scene;
  readonly shape: Props['shape'];
  set(fields: object): void;
}

function KindFields(props: KindProps) {
  const { scene, shape, set } = props;
  const { fields } = sceneText;
  switch (shape.kind) {
    case 'lane':
      return <LaneFields {...props} />;
    case 'zone': {
      const zone = scene.zones.find(({ id }) => id === shape.id);
      const data = zoneKinds.map((value) => ({ value, label: sceneText.zoneKinds[value] }));
      return <Choice label={fields.zoneKind} data={data} value={zone?.kind} onValue={(kind) => set({ kind })} />;
    }
    case 'line':
      return <Swap {...props} />;
    case 'stopLine':
      return (
        <>
          <ControlField {...props} />
          <Swap {...props} />
        </>
      );
    case 'signalHead': {
      const head = scene.signalHeads.find(({ id }) => id === shape.id);
      return head ? <SignalFields head={head} picture={scene.picture} set={set} /> : null;
    }
    case 'section': {
      const section = scene.sections.find(({ id }) => id === shape.id);
      const data = scene.lines.map(({ id, name }) => ({ value: id, label: name }));
      return (
        <div className={classes.halves}>
          <Choice
            label={fields.fromLine}
            data={data}
            value={section?.fromLineId}
            onValue={(fromLineId) => set({ fromLineId })}
          />
          <Choice
            label={fields.toLine}
            data={data}
            value={section?.toLineId}
            onValue={(toLineId) => set({ toLineId })}
          />
        </div>
      );
    }
    case 'mask':
      return null;
  }
}

function LaneFields({ scene, shape, set }: KindProps) {
  const { fields } = sceneText;
  const lane = scene.lanes.find(({ id }) => id === shape.id);
  if (!lane) return null;
  const data = laneKinds.map((value) => ({ value, label: sceneText.laneKinds[value] }));
  return (
    <>
      <Choice label={fields.laneKind} data={data} value={lane.kind} onValue={(kind) => set({ kind })} />
      <div className={classes.halves}>
        <NumberField
          label={fields.widthM}
          value={lane.widthM}
          min={0.5}
          max={12}
          step={0.1}
          onValue={(widthM) => set({ widthM })}
        />
        <NumberField
          label={fields.limitKmh}
          value={lane.limitKmh}
          min={5}
          max={300}
          step={10}
          empty={fields.noLimit}
          onValue={(limitKmh) => set({ limitKmh })}
        />
      </div>
      <Checkbox
        size="xs"
        label={fields.solidLeft}
        checked={lane.solidLeft}
        onChange={(event) => set({ solidLeft: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={fields.solidRight}
        checked={lane.solidRight}
        onChange={(event) => set({ solidRight: event.currentTarget.checked })}
      />
      <Button
        leftSection={<IconArrowsExchange aria-hidden size={14} />}
        // What was left of the lane is right of it in the other direction.
        onClick={() =>
          set({ course: lane.course.toReversed(), solidLeft: lane.solidRight, solidRight: lane.solidLeft })
        }
      >
        {fields.reverse}
      </Button>
    </>
  );
}

/** A stop line waits for a signal, or has a sign. */
function ControlField({ scene, shape, set }: KindProps) {
  const { fields } = sceneText;
  const control = scene.stopLines.find(({ id }) => id === shape.id)?.control;
  const heads = scene.signalHeads.map(({ id, name }) => ({ value: `head ${id}`, label: fields.signal(name) }));
  return (
    <Choice
      label={fields.control}
      data={[{ value: 'stop-sign', label: fields.stopSign }, ...heads]}
      value={control?.kind === 'signal' ? `head ${control.signalHeadId}` : control?.kind}
      onValue={(value) =>
        set({
          control:
            value === 'stop-sign'
              ? { kind: 'stop-sign' }
              : { kind: 'signal', signalHeadId: value.replace('head ', '') },
        })
      }
    />
  );
}

function Swap({ scene, shape, set }: KindProps) {
  const line = [...scene.lines, ...scene.stopLines].find(({ id }) => id === shape.id);
  return (
    <Button
      leftSection={<IconArrowsExchange aria-hidden size={14} />}
      onClick={() => line && set({ from: line.to, to: line.from })}
    >
      {sceneText.fields.swap}
    </Button>
  );
}
