import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBarDown, IconArrowBarLeft, IconArrowBarRight, IconArrowBarUp, IconX } from '@tabler/icons-react';
import { type PointerEvent, type ReactNode, useRef } from 'react';
import type { WallTile } from '../../../app/camera/wall.ts';
import { wallText } from '../../text/wall.ts';
import classes from './arrangeTile.module.css';

/** Buttons and edges that give a tile another size; every drag has its button. */
export function ArrangeTile(props: {
  tile: WallTile;
  number: number;
  onSize: (columns: number, rows: number) => void;
  onClear: () => void;
}) {
  const { tile, number, onSize, onClear } = props;
  return (
    <>
      <fieldset className={classes.arrange} aria-label={wallText.tile(number)}>
        <ArrangeButton label={wallText.wider} onClick={() => onSize(tile.columns + 1, tile.rows)}>
          <IconArrowBarRight aria-hidden />
        </ArrangeButton>
        <ArrangeButton
          label={wallText.narrower}
          disabled={tile.columns === 1}
          onClick={() => onSize(tile.columns - 1, tile.rows)}
        >
          <IconArrowBarLeft aria-hidden />
        </ArrangeButton>
        <ArrangeButton label={wallText.taller} onClick={() => onSize(tile.columns, tile.rows + 1)}>
          <IconArrowBarDown aria-hidden />
        </ArrangeButton>
        <ArrangeButton
          label={wallText.lower}
          disabled={tile.rows === 1}
          onClick={() => onSize(tile.columns, tile.rows - 1)}
        >
          <IconArrowBarUp aria-hidden />
        </ArrangeButton>
        <ArrangeButton label={wallText.clear} disabled={tile.cameraId === null} onClick={onClear}>
          <IconX aria-hidden />
        </ArrangeButton>
      </fieldset>
      <Edge tile={tile} onSize={onSize} />
    </>
  );
}

function ArrangeButton(props: { label: string; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="default"
        size="sm"
        aria-label={props.label}
        disabled={props.disabled ?? false}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

/** The lower right corner: dragged to where the tile shall end. */
function Edge(props: { tile: WallTile; onSize: (columns: number, rows: number) => void }) {
  const { tile, onSize } = props;
  const from = useRef<{ x: number; y: number; cellWidth: number; cellHeight: number } | null>(null);
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!frame) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const [cellWidth, cellHeight] = [frame.width / tile.columns, frame.height / tile.rows];
    from.current = { x: event.clientX, y: event.clientY, cellWidth, cellHeight };
  };
  const up = (event: PointerEvent): void => {
    const start = from.current;
    from.current = null;
    if (!start) return;
    const columns = Math.max(1, tile.columns + Math.round((event.clientX - start.x) / start.cellWidth));
    const rows = Math.max(1, tile.rows + Math.round((event.clientY - start.y) / start.cellHeight));
    if (columns !== tile.columns || rows !== tile.rows) onSize(columns, rows);
  };
  return <div className={classes.edge} aria-hidden onPointerDown={down} onPointerUp={up} />;
}
