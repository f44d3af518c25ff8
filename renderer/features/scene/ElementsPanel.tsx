import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { sceneText } from '../../text/scene.ts';
import { ElementFields } from './ElementFields.tsx';
import type { Editor, EditorAction } from './editorState.ts';
import { isSelected } from './selecting.ts';
import { LinePair } from './LinePair.tsx';
import classes from './sceneParts.module.css';
import { type ElementKind, type ShapeRef, elementKinds, listOf, pointsOf } from './shapes.ts';

interface Props {
  readonly editor: Editor;
  dispatch(action: EditorAction): void;
}

/** Every element by kind; the selected one with its fields. */
export function ElementsPanel({ editor, dispatch }: Props) {
  const { scene } = editor.history.present;
  const shown = elementKinds.filter((kind) => scene[listOf[kind]].length > 0);
  return (
    <>
      {shown.length === 0 && <p className={classes.dim}>{sceneText.noElements}</p>}
      {shown.map((kind) => (
        <section key={kind} aria-label={sceneText.groups[kind]}>
          <h3>{sceneText.groups[kind]}</h3>
          <ul className={classes.list}>
            {scene[listOf[kind]].map((element, at) => (
              <Item
                key={element.id}
                shape={{ kind, id: element.id }}
                name={'name' in element ? element.name : sceneText.markName(sceneText.kinds[kind], at)}
                editor={editor}
                dispatch={dispatch}
              />
            ))}
          </ul>
        </section>
      ))}
      {editor.tool === 'signalHead' && editor.selected?.kind !== 'signalHead' && (
        <div className={classes.fields}>
          <p className={classes.dim}>{sceneText.signal.unseen}</p>
          <Button onClick={() => dispatch({ do: 'addExternalHead' })}>{sceneText.signal.add}</Button>
        </div>
      )}
      {editor.tool === 'section' && editor.selected?.kind !== 'section' && (
        <LinePair
          lines={scene.lines}
          add={sceneText.fields.addSection}
          few={sceneText.fields.fewLines}
          onAdd={(fromLineId, toLineId) => dispatch({ do: 'addSection', fromLineId, toLineId })}
        />
      )}
    </>
  );
}

function Item({ shape, name, editor, dispatch }: Props & { shape: ShapeRef & { kind: ElementKind }; name: string }) {
  const selected = isSelected(editor, shape);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // It may have been selected in the picture.
    if (selected) item.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <li ref={item}>
      <button
        type="button"
        className={classes.item}
        aria-pressed={selected}
        onClick={() => dispatch({ do: 'select', ref: selected ? null : shape })}
      >
        <span>{name}</span>
        <span>{aside(editor, shape)}</span>
      </button>
      {selected && (
        <div className={classes.fields}>
          <ElementFields editor={editor} shape={shape} dispatch={dispatch} />
          <div className={classes.buttons}>
            <Button
              leftSection={<IconTrash aria-hidden size={14} />}
              onClick={() => {
                dispatch({ do: 'select', ref: shape });
                dispatch({ do: 'remove' });
              }}
            >
              {sceneText.fields.remove}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}

/** What tells elements of one kind apart at a glance. */
function aside({ history: { present } }: Editor, shape: ShapeRef & { kind: ElementKind }): string {
  const { scene } = present;
  const lane = shape.kind === 'lane' && scene.lanes.find(({ id }) => id === shape.id);
  if (lane) return sceneText.laneKinds[lane.kind];
  const zone = shape.kind === 'zone' && scene.zones.find(({ id }) => id === shape.id);
  if (zone) return sceneText.zoneKinds[zone.kind];
  const points = pointsOf(present, shape).length;
  return points > 2 ? sceneText.fields.points(points) : '';
}
