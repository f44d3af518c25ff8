import type { PointerEvent } from 'react';
import type { Point } from '../../../app/space/box.ts';
import { arrowHead, directionMark, pathOf } from './drawnPaths.ts';
import type { Editor } from './editorState.ts';
import { Names } from './Names.tsx';
import type { PictureFrame } from './pictureFrame.ts';
import classes from './sceneLayer.module.css';
import { isSelected } from './selecting.ts';
import kinds from './shapeKinds.module.css';
import { type ShapeRef, isMark, isOutline } from './shapes.ts';
import { elementsOf, marksOf, shownPoints } from './shownShapes.ts';

interface Props {
  readonly editor: Editor;
  readonly frame: PictureFrame;
  /** Shows the marks of the calibration, and the elements only faintly. */
  readonly calibrating: boolean;
  /** `null` while a drawing tool is chosen: clicks then go through to the picture. */
  readonly onTake: ((event: PointerEvent, ref: ShapeRef) => void) | null;
}

/** Every element of the scene and every mark of its calibration. */
export function SceneShapes({ editor, frame, calibrating, onTake }: Props) {
  const { present } = editor.history;
  const elements = elementsOf(present);
  const marks = calibrating ? marksOf(present) : [];
  const shapes = [...elements, ...marks];
  const chosen = shapes.some(({ ref }) => isSelected(editor, ref));
  return (
    <g data-takes={onTake !== null} data-calibrating={calibrating} data-chosen={chosen}>
      {shapes.map(({ ref }) => (
        <Shape key={`${ref.kind} ${ref.id}`} shape={ref} editor={editor} frame={frame} onTake={onTake} />
      ))}
      {/* While calibrating the scene is background, and its names would cover marks. */}
      <Names shapes={calibrating ? marks : elements} editor={editor} frame={frame} />
    </g>
  );
}

function Shape(props: Omit<Props, 'calibrating'> & { shape: ShapeRef }) {
  const { editor, frame, shape, onTake } = props;
  const { present } = editor.history;
  const points = shownPoints(present, shape);
  const [first] = points;
  if (!first) return null;
  const zone = present.scene.zones.find(({ id }) => shape.kind === 'zone' && id === shape.id);
  const px = 1 / frame.scale;
  return (
    <g
      className={`${classes.shape} ${kinds.shape}`}
      data-kind={shape.kind}
      data-mark={isMark(shape.kind)}
      data-zone={zone?.kind}
      data-selected={isSelected(editor, shape) || (shape.kind === 'line' && editor.sectionFrom === shape.id)}
      data-shape={`${shape.kind} ${shape.id}`}
      onPointerDown={(event) => onTake?.(event, shape)}
    >
      {points.length === 1 ? (
        <path className={`${classes.drawn} ${kinds.drawn}`} d={crossAt(first, 7 * px)} />
      ) : (
        <>
          <path className={classes.grip} d={pathOf(points, isOutline(shape.kind))} />
          <path className={`${classes.drawn} ${kinds.drawn}`} d={pathOf(points, isOutline(shape.kind))} />
        </>
      )}
      {shape.kind === 'lane' && <path className={classes.arrow} d={arrowHead(points, 12 * px)} />}
      {(shape.kind === 'line' || shape.kind === 'stopLine') && (
        <path className={classes.arrow} d={directionMark(points, 14 * px)} />
      )}
    </g>
  );
}

const crossAt = ({ x, y }: Point, arm: number): string => `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`;
