import { type DragEvent, type KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import { useFresh } from '../../state/context.tsx';
import { camerasText } from '../../text/cameras.ts';
import { GapRow } from '../../ui/GapRow.tsx';
import { remPx } from '../../ui/remPx.ts';
import rowTable from '../../ui/rowTable.module.css';
import ui from '../../ui/ui.module.css';
import { useRowWindow } from '../../ui/useRowWindow.ts';
import { CameraRow } from './CameraRow.tsx';
import classes from './cameraTable.module.css';

interface Props {
  readonly cameras: readonly Camera[];
  readonly selectedId: string | null;
  /** False while the list is filtered: places between hidden rows mean nothing. */
  readonly movable: boolean;
  onSelect(cameraId: string): void;
  onEdit(camera: Camera): void;
  onDelete(camera: Camera): void;
  /** To the place `to` of the list, from 0. */
  onMove(cameraId: string, to: number): void;
}

const columns = ['order', 'number', 'name', 'state', 'picture', 'fpsIn', 'analysed', 'bitrate', 'warnings'] as const;
const figures: ReadonlySet<string> = new Set(['fpsIn', 'analysed', 'bitrate']);
const rowId = (cameraId: string): string => `camera-${cameraId}`;
/** The row height of rowTable.module.css, 3rem. */
const rowHeightPx = (): number => remPx(3);

/** The list of cameras as one grid: a single stop for the tab key, arrows within. */
export function CameraTable(props: Props) {
  const { cameras, onSelect, onMove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(scroller, cameras.length, rowHeightPx);
  const fresh = useFresh();
  const drag = useDrag(cameras, onMove);
  const select = (index: number): void => {
    const camera = cameras[Math.max(0, Math.min(cameras.length - 1, index))];
    if (!camera) return;
    onSelect(camera.cameraId);
    keepInSight(scroller.current, cameras.indexOf(camera));
  };
  const press = (event: KeyboardEvent): void => {
    const at = cameras.findIndex((camera) => camera.cameraId === props.selectedId);
    const selected = cameras[at];
    const act = keyAction(event, { at, selected, props, select, last: cameras.length - 1 });
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div ref={scroller} className={`${ui.panel} ${rowTable.list}`}>
      <table
        role="grid"
        aria-label={camerasText.list}
        aria-rowcount={cameras.length + 1}
        aria-activedescendant={props.selectedId === null ? undefined : rowId(props.selectedId)}
        tabIndex={0}
        className={`${ui.table} ${rowTable.table} ${classes.table} ${fresh ? '' : rowTable.stale}`}
        onKeyDown={press}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-figure={figures.has(column) || undefined} data-column={column}>
                {column === 'order' ? (
                  <span className="unseen">{camerasText.columns.order}</span>
                ) : (
                  camerasText.columns[column]
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <GapRow rows={rows.from} columns={columns.length} rowHeightPx={rowHeightPx} />
          {cameras.slice(rows.from, rows.to).map((camera) => (
            <CameraRow
              key={camera.cameraId}
              camera={camera}
              rowId={rowId(camera.cameraId)}
              selected={camera.cameraId === props.selectedId}
              movable={props.movable}
              dropMark={drag.markOf(camera.cameraId)}
              onSelect={onSelect}
              onEdit={props.onEdit}
              onDragStart={drag.start}
              onDragOver={drag.over}
              onDrop={drag.drop}
              onDragEnd={drag.end}
            />
          ))}
          <GapRow rows={cameras.length - rows.to} columns={columns.length} rowHeightPx={rowHeightPx} />
        </tbody>
      </table>
    </div>
  );
}

interface KeyPlace {
  readonly at: number;
  readonly last: number;
  readonly selected: Camera | undefined;
  readonly props: Props;
  select(index: number): void;
}

function keyAction(event: KeyboardEvent, place: KeyPlace): (() => void) | undefined {
  const { at, last, selected, props, select } = place;
  const { key } = event;
  if (event.altKey) {
    if (!selected || !props.movable) return undefined;
    if (key === 'ArrowUp') return () => props.onMove(selected.cameraId, at - 1);
    return key === 'ArrowDown' ? () => props.onMove(selected.cameraId, at + 1) : undefined;
  }
  if (key === 'ArrowUp') return () => select(at - 1);
  if (key === 'ArrowDown') return () => select(at + 1);
  if (key === 'Home') return () => select(0);
  if (key === 'End') return () => select(last);
  if (key === 'Enter' && selected) return () => props.onEdit(selected);
  return key === 'Delete' && selected ? () => props.onDelete(selected) : undefined;
}

function keepInSight(box: HTMLElement | null, index: number): void {
  if (!box) return;
  const height = rowHeightPx();
  const top = index * height;
  if (top < box.scrollTop) box.scrollTop = top;
  // The header row stays in sight above the rows.
  else if (top + 2 * height > box.scrollTop + box.clientHeight) box.scrollTop = top + 2 * height - box.clientHeight;
}

/** Dragging a row by its grip: where it would be put is marked, and only letting go moves it. */
function useDrag(cameras: readonly Camera[], onMove: Props['onMove']) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [target, setTarget] = useState<{ readonly cameraId: string; readonly below: boolean } | null>(null);
  const end = useCallback(() => {
    setDragged(null);
    setTarget(null);
  }, []);
  const over = useCallback((cameraId: string, event: DragEvent) => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    setTarget({ cameraId, below: event.clientY > box.top + box.height / 2 });
  }, []);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const from = cameras.findIndex((camera) => camera.cameraId === dragged);
    const onto = cameras.findIndex((camera) => camera.cameraId === target?.cameraId);
    if (from >= 0 && onto >= 0 && dragged !== null) {
      const gap = onto + (target?.below ? 1 : 0);
      onMove(dragged, gap > from ? gap - 1 : gap);
    }
    end();
  };
  const markOf = (cameraId: string): 'above' | 'below' | null =>
    dragged === null || target?.cameraId !== cameraId ? null : target.below ? 'below' : 'above';
  return { start: setDragged, over, drop, end, markOf };
}
