import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { sceneText } from '../../text/scene.ts';
import classes from './calibration.module.css';
import type { MarkedLength, MarkedPoint } from './calibrationDraft.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { isSelected } from './selecting.ts';
import { NumberField } from './fields.tsx';
import parts from './sceneParts.module.css';
import { type MarkKind, type ShapeRef, markKinds, markListOf } from './shapes.ts';

interface Props {
  readonly editor: Editor;
  dispatch(action: EditorAction): void;
}

/** What was marked in the picture for the calibration, each with its metres. */
export function MarkList({ editor, dispatch }: Props) {
  const { calibration } = editor.history.present;
  const unused = (kind: MarkKind): boolean =>
    calibration.method === 'points' ? kind === 'along' || kind === 'across' || kind === 'fitLength' : kind === 'pair';
  const shown = markKinds.filter((kind) => !unused(kind) && calibration[markListOf[kind]].length > 0);
  return (
    <>
      {shown.map((kind) => (
        <section key={kind} aria-label={sceneText.markGroups[kind]}>
          <div className={classes.markHead}>
            <h3>{sceneText.markGroups[kind]}</h3>
            {heads[kind].map((head) => (
              <span key={head} aria-hidden>
                {head}
              </span>
            ))}
          </div>
          <ul className={parts.list}>
            {calibration[markListOf[kind]].map((mark, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- marks have no name but their place
              <MarkRow key={at} shape={{ kind, id: String(at) }} mark={mark} editor={editor} dispatch={dispatch} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const { xM, yM, lengthM } = sceneText.calibration;
/** What the fields of a row are; each field also has its own name for those who do not see the head. */
const heads: Readonly<Record<MarkKind, readonly string[]>> = {
  pair: [xM, yM],
  controlPoint: [xM, yM],
  length: [lengthM],
  fitLength: [lengthM],
  along: [],
  across: [],
};

type Mark = MarkedPoint | MarkedLength | object;

function MarkRow({ shape, mark, editor, dispatch }: Props & { shape: ShapeRef & { kind: MarkKind }; mark: Mark }) {
  const name = sceneText.markName(sceneText.marks[shape.kind], Number(shape.id));
  const text = sceneText.calibration;
  const field = (key: 'xM' | 'yM' | 'lengthM', value: number | null, min: number) => (
    <NumberField
      label={text[key]}
      ariaLabel={text.ofMark(text[key], name)}
      value={value}
      min={min}
      max={10_000}
      empty={text[key]}
      onValue={(metres) => dispatch({ do: 'setFields', ref: shape, fields: { [key]: metres } })}
    />
  );
  return (
    <li className={classes.mark}>
      <button
        type="button"
        className={classes.markName}
        aria-pressed={isSelected(editor, shape)}
        onClick={() => dispatch({ do: 'select', ref: shape })}
      >
        {name}
      </button>
      {'xM' in mark ? (
        field('xM', mark.xM, -10_000)
      ) : 'lengthM' in mark ? (
        field('lengthM', mark.lengthM, 0.1)
      ) : (
        <span />
      )}
      {'xM' in mark ? field('yM', mark.yM, -10_000) : <span />}
      <ActionIcon
        aria-label={text.removeMark(name)}
        onClick={() => {
          dispatch({ do: 'select', ref: shape });
          dispatch({ do: 'remove' });
        }}
      >
        <IconTrash aria-hidden size={16} />
      </ActionIcon>
    </li>
  );
}
