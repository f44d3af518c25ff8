import { remPx } from '../../ui/remPx.ts';
import type { Editor } from './editorState.ts';
import { labelPlaces, lengthOf } from './labelPlaces.ts';
import { type Label, labelsWithRoom, textWidth } from './labels.ts';
import type { PictureFrame } from './pictureFrame.ts';
import classes from './sceneLayer.module.css';
import { isSelected } from './selecting.ts';
import type { ShapeRef } from './shapes.ts';
import { type NamedShape, shownPoints } from './shownShapes.ts';

const nameRem = 0.75;

/** What is small has no other name near it, and comes before what is long and can be told by others. */
const importanceOf: Readonly<Record<ShapeRef['kind'], number>> = {
  pair: 9,
  controlPoint: 9,
  length: 9,
  along: 9,
  across: 9,
  fitLength: 9,
  signalHead: 7,
  stopLine: 6,
  line: 8,
  section: 5,
  lane: 3,
  mask: 1,
  zone: 1,
};

/** The names of the shapes, as many as have room; that of the selected one always. */
export function Names(props: { shapes: readonly NamedShape[]; editor: Editor; frame: PictureFrame }) {
  const { shapes, editor, frame } = props;
  const px = 1 / frame.scale;
  const fontSize = remPx(nameRem) * px;
  const labels = shapes.flatMap(({ ref, name }): Label[] => {
    const points = shownPoints(editor.history.present, ref);
    const always = isSelected(editor, ref);
    // Zones lie under everything: their names would cover what is smaller.
    if (points.length === 0 || name === '' || (ref.kind === 'zone' && !always)) return [];
    const space = { width: textWidth(name, fontSize), height: fontSize, gap: 5 * px };
    return [
      {
        key: `${ref.kind} ${ref.id}`,
        text: name,
        places: labelPlaces(ref, points, space),
        // Of two lanes the longer one is the one that is looked for.
        importance: importanceOf[ref.kind] + lengthOf(points) / 1e5,
        always,
      },
    ];
  });
  return (
    <g>
      {labelsWithRoom(labels, fontSize, frame).map(({ key, text, at }) => (
        <text key={key} className={classes.label} data-centred fontSize={fontSize} {...at}>
          {text}
        </text>
      ))}
    </g>
  );
}
