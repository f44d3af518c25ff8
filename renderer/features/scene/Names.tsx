import type { Point } from '../../../app/space/box.ts';
import { remPx } from '../../ui/remPx.ts';
import type { Editor } from './editor.ts';
import { type Label, labelsWithRoom } from './labels.ts';
import type { PictureFrame } from './pictureFrame.ts';
import classes from './scene.module.css';
import { isSelected } from './selecting.ts';
import type { ShapeRef } from './shapes.ts';
import { type NamedShape, shownPoints } from './shownShapes.ts';

const nameRem = 0.75;

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
    const centred = ref.kind === 'lane';
    const { x, y } = labelPlace(ref, points);
    return [
      {
        key: `${ref.kind} ${ref.id}`,
        text: name,
        at: { x: centred ? x : x + 5 * px, y: y - 6 * px },
        centred,
        always,
      },
    ];
  });
  return (
    <g>
      {labelsWithRoom(labels, fontSize).map(({ key, text, at, centred }) => (
        <text
          key={key}
          className={classes.label}
          data-centred={centred}
          data-edge={at.x > frame.x + frame.width - 70 * px}
          fontSize={fontSize}
          {...at}
        >
          {text}
        </text>
      ))}
    </g>
  );
}

function labelPlace({ kind }: ShapeRef, points: readonly Point[]): Point {
  const first = points[0] ?? { x: 0, y: 0 };
  if (kind === 'zone' || kind === 'section') {
    const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
    return { x: sum.x / points.length, y: sum.y / points.length };
  }
  // Lanes run together far away; near the camera there is room for their names.
  const last = points.at(-1) ?? first;
  return kind === 'lane' && last.y > first.y ? last : first;
}
