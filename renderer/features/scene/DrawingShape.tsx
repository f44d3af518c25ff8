import { pathOf } from './drawnPaths.ts';
import type { Editor } from './editorState.ts';
import type { PictureFrame } from './pictureFrame.ts';
import classes from './sceneLayer.module.css';

/** What is being drawn, and the cross at which the keyboard draws. */
export function DrawingShape({ editor, frame }: { editor: Editor; frame: PictureFrame }) {
  const { drawing, cursor } = editor;
  const px = 1 / frame.scale;
  const [arm, gap] = [14 * px, 4 * px];
  const { x, y } = cursor;
  return (
    <g className={classes.drawing}>
      <path className={classes.drawn} d={pathOf(drawing)} />
      {drawing.map((point, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- points have no name but their place
        <circle key={at} className={classes.handle} cx={point.x} cy={point.y} r={4 * px} />
      ))}
      <path
        className={classes.cross}
        d={`M${x - arm} ${y}H${x - gap}M${x + gap} ${y}H${x + arm}M${x} ${y - arm}V${y - gap}M${x} ${y + gap}V${y + arm}`}
      />
    </g>
  );
}
