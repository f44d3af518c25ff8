import type { PointerEvent } from 'react';
import type { Editor, EditorAction } from './editorState.ts';
import type { PictureFrame } from './pictureFrame.ts';
import { middles } from './pointEdit.ts';
import classes from './sceneLayer.module.css';
import { type ShapeRef, hasFreePoints, isOutline, pointsOf } from './shapes.ts';

interface Props {
  readonly editor: Editor;
  readonly frame: PictureFrame;
  dispatch(action: EditorAction): void;
  onTake(event: PointerEvent, ref: ShapeRef, point: number): void;
}

/** The points of the selected shape, to be dragged, and rings between them that put one in. */
export function Handles({ editor, frame, dispatch, onTake }: Props) {
  const { selected, point, history } = editor;
  if (!selected) return null;
  const points = pointsOf(history.present, selected);
  const px = 1 / frame.scale;
  const insert = (event: PointerEvent, after: number): void => {
    if (event.button !== 0) return;
    dispatch({ do: 'insertAfter', ref: selected, after });
    onTake(event, selected, after + 1);
  };
  return (
    <g>
      {hasFreePoints(selected.kind) &&
        middles(points, isOutline(selected.kind)).map(({ x, y }, at) => (
          <circle
            // oxlint-disable-next-line react/no-array-index-key -- points have no name but their place
            key={at}
            className={classes.middle}
            cx={x}
            cy={y}
            r={3.5 * px}
            data-middle={at}
            onPointerDown={(event) => insert(event, at)}
          />
        ))}
      {points.map(({ x, y }, at) => (
        <circle
          // oxlint-disable-next-line react/no-array-index-key -- points have no name but their place
          key={at}
          className={classes.handle}
          cx={x}
          cy={y}
          r={5 * px}
          data-point={at}
          data-selected={at === point}
          onPointerDown={(event) => onTake(event, selected, at)}
        />
      ))}
    </g>
  );
}
