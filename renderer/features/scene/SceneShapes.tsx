import type { PointerEvent } from 'react';
import type { Point } from '../../../app/space/box.ts';
import { remPx } from '../../ui/remPx.ts';
import { arrowHead, directionMark, pathOf } from './drawnPaths.ts';
import type { Editor } from './editor.ts';
import { isSelected } from './selecting.ts';
import type { PictureFrame } from './pictureFrame.ts';
import classes from './scene.module.css';
import {
  type ElementKind,
  type ShapeRef,
  isMark,
  isOutline,
  listOf,
  markKinds,
  markListOf,
  pointsOf,
} from './shapes.ts';

interface Props {
  readonly editor: Editor;
  readonly frame: PictureFrame;
  /** Shows the marks of the calibration, and the elements only faintly. */
  readonly calibrating: boolean;
  /** `null` while a drawing tool is chosen: clicks then go through to the picture. */
  readonly onTake: ((event: PointerEvent, ref: ShapeRef) => void) | null;
}

/** Masks and zones lie under lanes, and lanes under lines, so that what is small can be taken. */
const drawnFirst: readonly ElementKind[] = ['mask', 'zone', 'lane', 'section', 'line', 'stopLine', 'signalHead'];

/** Every element of the scene and every mark of its calibration. */
export function SceneShapes({ editor, frame, calibrating, onTake }: Props) {
  const { scene, calibration } = editor.history.present;
  const elements = drawnFirst.flatMap((kind) =>
    scene[listOf[kind]].map((element) => ({
      ref: { kind, id: element.id },
      name: 'name' in element ? element.name : '',
    })),
  );
  const marks = markKinds.flatMap((kind) =>
    calibration[markListOf[kind]].map((_, at) => ({ ref: { kind, id: String(at) }, name: String(at + 1) })),
  );
  return (
    <g data-takes={onTake !== null} data-calibrating={calibrating}>
      {[...elements, ...(calibrating ? marks : [])].map(({ ref, name }) => (
        <Shape key={`${ref.kind} ${ref.id}`} shape={ref} name={name} editor={editor} frame={frame} onTake={onTake} />
      ))}
    </g>
  );
}

function Shape(props: Omit<Props, 'calibrating'> & { shape: ShapeRef; name: string }) {
  const { editor, frame, shape, name, onTake } = props;
  const { present } = editor.history;
  const points = shape.kind === 'section' ? sectionPoints(editor, shape.id) : pointsOf(present, shape);
  const [first] = points;
  if (!first) return null;
  const zone = present.scene.zones.find(({ id }) => shape.kind === 'zone' && id === shape.id);
  const px = 1 / frame.scale;
  const labelled = labelPlace(shape, points);
  return (
    <g
      className={classes.shape}
      data-kind={shape.kind}
      data-mark={isMark(shape.kind)}
      data-zone={zone?.kind}
      data-selected={isSelected(editor, shape) || (shape.kind === 'line' && editor.sectionFrom === shape.id)}
      data-shape={`${shape.kind} ${shape.id}`}
      onPointerDown={(event) => onTake?.(event, shape)}
    >
      {points.length === 1 ? (
        <path className={classes.drawn} d={crossAt(first, 7 * px)} />
      ) : (
        <>
          <path className={classes.grip} d={pathOf(points, isOutline(shape.kind))} />
          <path className={classes.drawn} d={pathOf(points, isOutline(shape.kind))} />
        </>
      )}
      {shape.kind === 'lane' && <path className={classes.arrow} d={arrowHead(points, 12 * px)} />}
      {(shape.kind === 'line' || shape.kind === 'stopLine') && (
        <path className={classes.arrow} d={directionMark(points, 14 * px)} />
      )}
      <text
        className={classes.label}
        x={labelled.x + (shape.kind === 'lane' ? 0 : 5 * px)}
        y={labelled.y - 6 * px}
        fontSize={remPx(0.75) * px}
        {...(labelled.x > frame.x + frame.width - 70 * px ? { style: { textAnchor: 'end' } } : {})}
      >
        {name}
      </text>
    </g>
  );
}

/** A section has no points of its own: it is shown from the middle of one line to that of the other. */
export function sectionPoints({ history: { present } }: Editor, id: string): readonly Point[] {
  const section = present.scene.sections.find((each) => each.id === id);
  return [section?.fromLineId, section?.toLineId].flatMap((lineId) => {
    const line = present.scene.lines.find((each) => each.id === lineId);
    return line ? [{ x: (line.from.x + line.to.x) / 2, y: (line.from.y + line.to.y) / 2 }] : [];
  });
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

const crossAt = ({ x, y }: Point, arm: number): string => `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`;
