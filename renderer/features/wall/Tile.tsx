import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconMaximize, IconZoomReset } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, memo, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import type { OverlayStyle } from '../../live/overlayPainter.ts';
import { useCameraPicture } from '../../live/useCameraPicture.ts';
import { useTileView } from '../../live/useLiveTile.ts';
import { useFact } from '../../state/context.tsx';
import { wallText } from '../../text/wall.ts';
import { type Dragged, dragTile, draggedOf, isOurs } from './dragged.ts';
import classes from './tile.module.css';
import bars from './tileBars.module.css';
import { TileMeters } from './TileMeters.tsx';
import { followInput, wholePicture } from './zoomInput.ts';

export interface TileProps {
  /** Place in the wall, from 0; the operator sees it from 1. */
  readonly at: number;
  readonly cameraId: string | null;
  readonly area: { readonly column: number; readonly row: number; readonly columns: number; readonly rows: number };
  readonly selected: boolean;
  /** `big`: the only one; `hidden`: another one is big. */
  readonly size: 'usual' | 'big' | 'hidden';
  readonly overlay: OverlayStyle;
  /** Buttons of the arranging mode; absent outside it. */
  readonly arranging?: ReactNode;
  readonly onSelect: (at: number) => void;
  readonly onBig: (at: number) => void;
  readonly onFullScreen: (at: number) => void;
  readonly onDrop: (at: number, dragged: Dragged) => void;
}

/** A place of the wall: its frame, its focus and what is dropped on it. */
export const Tile = memo(function Tile(props: TileProps) {
  const { at, cameraId, area, selected, size } = props;
  const camera = useFact((facts) => facts.cameras?.find((each) => each.cameraId === cameraId));
  const [isTarget, setTarget] = useState(false);
  const over = (event: DragEvent): void => {
    if (!isOurs(event.dataTransfer)) return;
    event.preventDefault();
    setTarget(true);
  };
  const drop = (event: DragEvent): void => {
    setTarget(false);
    const dragged = draggedOf(event.dataTransfer);
    if (!dragged) return;
    event.preventDefault();
    props.onDrop(at, dragged);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a tile is a group of its own, not a set of fields
    <div
      role="group"
      id={tileId(at)}
      className={classes.tile}
      aria-label={labelOf(at, camera)}
      tabIndex={selected ? 0 : -1}
      data-selected={selected}
      data-size={size}
      data-number={at + 1}
      data-target={isTarget}
      style={
        size === 'usual'
          ? {
              gridColumn: `${area.column + 1} / span ${area.columns}`,
              gridRow: `${area.row + 1} / span ${area.rows}`,
            }
          : {}
      }
      onFocus={() => props.onSelect(at)}
      onPointerDown={() => props.onSelect(at)}
      onDoubleClick={() => props.onBig(at)}
      onDragOver={over}
      onDragLeave={() => setTarget(false)}
      onDrop={drop}
    >
      {cameraId === null ? (
        <div className={classes.empty}>
          <b>{wallText.tile(at + 1)}</b>
          <span>{wallText.emptyTip}</span>
        </div>
      ) : (
        <TilePicture {...props} cameraId={cameraId} camera={camera} />
      )}
      {props.arranging}
    </div>
  );
});

export const tileId = (at: number): string => `wall-tile-${at}`;

function labelOf(at: number, camera: Camera | undefined): string {
  const what = camera ? `${wallText.line.camera} ${camera.number}, ${camera.name}` : wallText.emptyTile;
  return `${wallText.tile(at + 1)}: ${what}`;
}

/** The live picture with its boxes and everything that is said about it. */
function TilePicture(props: TileProps & { cameraId: string; camera: Camera | undefined }) {
  const { at, cameraId, camera } = props;
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const { tile, look, condition } = useCameraPicture(cameraId, camera, { video, canvas }, props.overlay);
  useEffect(() => {
    const element = surface.current;
    return tile && element?.parentElement ? followInput(element, element.parentElement, tile) : undefined;
  }, [tile]);

  const transcoded = useTileView(tile, (view) => view.format?.transcoded ?? false, false);
  const heldMs = useTileView(tile, (view) => Math.round(view.delayMs / 50) * 50, 0);
  const scale = useTileView(tile, (view) => view.zoomScale, 1);

  return (
    <div className={classes.picture} data-tone={condition.tone} ref={surface}>
      <video ref={video} className={classes.video} muted playsInline disablePictureInPicture disableRemotePlayback />
      <canvas ref={canvas} className={classes.canvas} aria-hidden />
      <header
        className={bars.head}
        draggable
        title={wallText.drag}
        onDragStart={(event) => dragTile(event.dataTransfer, at)}
      >
        <b className={bars.number}>{camera?.number ?? '?'}</b>
        <span className={bars.name}>{camera?.name ?? ''}</span>
        {transcoded && (
          <span className={bars.mark} title={wallText.transcodedTip}>
            {wallText.transcoded}
          </span>
        )}
        <span className={bars.word} data-tone={condition.tone}>
          {condition.word}
        </span>
      </header>
      {condition.headline !== null && (
        <div className={classes.notice} role="status">
          <strong>{condition.headline}</strong>
          {condition.reason !== null && <p>{condition.reason}</p>}
          {condition.tip !== null && <p className={classes.tip}>{condition.tip}</p>}
        </div>
      )}
      <footer className={bars.foot}>
        {condition.headline === null && condition.reason !== null && <span>{condition.reason}</span>}
        {heldMs > 0 && look === 'live' && <span className={bars.held}>{wallText.held(heldMs)}</span>}
        <TileMeters tile={tile} />
      </footer>
      <div className={classes.actions}>
        {scale > 1 && (
          <TileAction label={`${wallText.resetZoom} (${wallText.zoom(scale)})`} onClick={() => wholePicture(tile)}>
            <IconZoomReset aria-hidden />
          </TileAction>
        )}
        <TileAction label={props.size === 'big' ? wallText.small : wallText.big} onClick={() => props.onBig(at)}>
          <IconArrowsMaximize aria-hidden />
        </TileAction>
        <TileAction label={wallText.fullScreen} onClick={() => props.onFullScreen(at)}>
          <IconMaximize aria-hidden />
        </TileAction>
      </div>
    </div>
  );
}

function TileAction(props: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon variant="default" size="sm" aria-label={props.label} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
