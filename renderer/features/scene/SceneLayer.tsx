import { type PointerEvent, type ReactNode, useRef } from 'react';
import type { Point } from '../../../app/space/box.ts';
import { sceneText } from '../../text/scene.ts';
import { DrawingShape } from './DrawingShape.tsx';
import type { Editor, EditorAction } from './editorState.ts';
import { Handles } from './Handles.tsx';
import { type PictureFrame, inPicture } from './pictureFrame.ts';
import classes from './sceneLayer.module.css';
import { SceneShapes } from './SceneShapes.tsx';
import type { ShapeRef } from './shapes.ts';
import { draws } from './tools.ts';

interface Props {
  readonly editor: Editor;
  readonly frame: PictureFrame;
  readonly calibrating: boolean;
  dispatch(action: EditorAction): void;
  /** Drags the picture by a distance in the stage's pixels. */
  onPan(by: Point): void;
  /** Drawn under the shapes: the calibration's grid, figures, vectors. */
  readonly children: ReactNode;
}

type Drag = { readonly what: 'point' | 'shape' | 'picture'; readonly from: Point; readonly inStage: Point };

/** The scene over the picture, in pixels of the picture, and what the pointer does to it. */
export function SceneLayer({ editor, frame, calibrating, dispatch, onPan, children }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<Drag | null>(null);
  const drawing = draws(editor.tool);

  const inStage = (event: PointerEvent | React.MouseEvent): Point => {
    const bounds = svg.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  };
  const begin = (event: PointerEvent, what: Drag['what']): void => {
    event.stopPropagation();
    svg.current?.setPointerCapture(event.pointerId);
    drag.current = { what, from: inPicture(frame, inStage(event)), inStage: inStage(event) };
  };
  const down = (event: PointerEvent): void => {
    if (event.button === 1) return begin(event, 'picture');
    if (event.button !== 0) return;
    if (drawing) return dispatch({ do: 'place', at: inPicture(frame, inStage(event)) });
    dispatch({ do: 'select', ref: null });
    begin(event, 'picture');
  };
  const takeShape = (event: PointerEvent, ref: ShapeRef): void => {
    if (event.button !== 0) return;
    dispatch({ do: 'select', ref });
    begin(event, 'shape');
  };
  const takePoint = (event: PointerEvent, ref: ShapeRef, point: number): void => {
    if (event.button !== 0) return;
    dispatch({ do: 'select', ref, point });
    begin(event, 'point');
  };
  const move = (event: PointerEvent): void => {
    if (!drag.current) return;
    const [was, at] = [drag.current, inStage(event)];
    const to = inPicture(frame, at);
    drag.current = { ...was, from: to, inStage: at };
    if (was.what === 'point') dispatch({ do: 'movePoint', to });
    else if (was.what === 'shape') dispatch({ do: 'moveShape', by: { x: to.x - was.from.x, y: to.y - was.from.y } });
    else {
      // The picture moves under the pointer, so the next distance is measured in the stage.
      onPan({ x: at.x - was.inStage.x, y: at.y - was.inStage.y });
    }
  };
  const up = (): void => {
    if (drag.current && drag.current.what !== 'picture') dispatch({ do: 'settle' });
    drag.current = null;
  };
  const doubleClick = (): void => {
    // The second press of the double click has placed a point of its own.
    if (!drawing || editor.drawing.length === 0) return;
    dispatch({ do: 'takeBack' });
    dispatch({ do: 'finish' });
  };

  return (
    <svg
      ref={svg}
      className={classes.layer}
      data-tool={drawing ? 'draw' : editor.tool}
      viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
      role="img"
      aria-label={sceneText.title}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onDoubleClick={doubleClick}
    >
      {children}
      <SceneShapes editor={editor} frame={frame} calibrating={calibrating} onTake={drawing ? null : takeShape} />
      {drawing ? (
        <DrawingShape editor={editor} frame={frame} />
      ) : (
        <Handles editor={editor} frame={frame} dispatch={dispatch} onTake={takePoint} />
      )}
    </svg>
  );
}
