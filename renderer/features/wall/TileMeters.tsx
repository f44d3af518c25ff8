import { useEffect, useRef } from 'react';
import type { LiveTile } from '../../live/liveTile.ts';
import { ageText } from '../../live/pictureAge.ts';
import { wallText } from '../../text/wall.ts';
import classes from './tileBars.module.css';

/** Age, pictures a second and boxes. They change four times a second in every tile, so they are written past React. */
export function TileMeters(props: { tile: LiveTile | null }) {
  const { tile } = props;
  const meters = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const [age, fps, boxes] = meters.current?.querySelectorAll('b') ?? [];
    if (!tile || !age || !fps || !boxes) return undefined;
    const write = (): void => {
      const { ageMs, fps: perSecond, boxCount } = tile.view();
      put(age, ageMs === null ? '–' : ageText(ageMs));
      put(fps, perSecond.toFixed(0));
      put(boxes, String(boxCount));
    };
    write();
    return tile.subscribe(write);
  }, [tile]);
  return (
    <span className={classes.meters} ref={meters}>
      <span title={wallText.age}>
        <b>–</b>
      </span>
      <span title={wallText.fps}>
        <b>0</b> fps
      </span>
      <span title={wallText.boxes}>
        <b>0</b> boxes
      </span>
    </span>
  );
}

function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
