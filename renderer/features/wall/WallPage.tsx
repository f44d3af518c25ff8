import { Button } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Wall } from '../../../app/camera/wall.ts';
import { LiveProvider } from '../../live/liveContext.tsx';
import { canShowLive } from '../../live/trackGenerator.ts';
import type { Presentation } from '../../live/workerMessages.ts';
import { useFact } from '../../state/context.tsx';
import { wallText } from '../../text/wall.ts';
import { Message } from '../../ui/Message.tsx';
import { ArrangeTile } from './ArrangeTile.tsx';
import { CameraList } from './CameraList.tsx';
import { CommandLineView } from './CommandLineView.tsx';
import type { Dragged } from './dragged.ts';
import type { NumpadCommand } from './numpad.ts';
import { openWallWindow } from './openWallWindow.ts';
import tiles from './tile.module.css';
import { Tile, tileId } from './Tile.tsx';
import { useAskedTile } from './useAskedTile.ts';
import { useNumpad } from './useNumpad.ts';
import { type ShownWall, useShownWall } from './useShownWall.ts';
import { neighbour, resized, swapped, withCamera } from './wallLayout.ts';
import classes from './wallPage.module.css';
import { WallToolbar } from './WallToolbar.tsx';

const presentationKey = 'its.presentation';

/** The live wall. `?wall=ID&bare=1` shows it alone, in a window for another monitor. */
export function WallPage() {
  const shown = useShownWall();
  const cameras = useFact((facts) => facts.cameras);
  const [presentation, setPresentation] = useState(storedPresentation);
  const choose = (next: Presentation): void => {
    setPresentation(next);
    window.localStorage.setItem(presentationKey, next);
  };
  if (!canShowLive()) {
    const text = window.isSecureContext ? wallText.unsupportedTip : wallText.insecureTip;
    return <Notice title={wallText.unsupported} text={text} />;
  }
  if (!shown.wall || !cameras) return <Notice title={wallText.waiting} />;
  if (cameras.length === 0 && shown.walls.length === 0) {
    return (
      <Notice title={wallText.noCameras} text={wallText.noCamerasTip}>
        <Button component="a" href="#/cameras">
          {wallText.toCameras}
        </Button>
      </Notice>
    );
  }
  return (
    <LiveProvider presentation={presentation}>
      <LiveWall shown={shown} wall={shown.wall} presentation={presentation} onPresentation={choose} />
    </LiveProvider>
  );
}

function LiveWall(props: {
  shown: ShownWall;
  wall: Wall;
  presentation: Presentation;
  onPresentation: (presentation: Presentation) => void;
}) {
  const { shown, wall } = props;
  const asked = useAskedTile(wall, shown.callUp);
  const [chosen, setChosen] = useState(asked ?? 0);
  const [big, setBig] = useState(asked);
  const [arranging, setArranging] = useState(false);
  const [listShown, setListShown] = useState(false);
  const selected = Math.min(chosen, wall.tiles.length - 1);
  const overlay = useOverlayStyle();
  const cameras = useFact((facts) => facts.cameras);
  const bare = useMemo(() => new URLSearchParams(window.location.search).get('bare') === '1', []);

  const callUp = (cameraId: string): void => {
    if (arranging) shown.save(withCamera(wall, selected, cameraId));
    else shown.callUp(selected, cameraId);
  };
  const line = useNumpad((command) => carryOut(command));
  const toggleBig = useCallback((at: number) => setBig((now) => (now === null ? at : null)), []);
  const drop = (at: number, dragged: Dragged): void => {
    shown.save(dragged.kind === 'camera' ? withCamera(wall, at, dragged.cameraId) : swapped(wall, at, dragged.at));
  };

  function carryOut(command: NumpadCommand): void {
    const numbered = (cameras ?? []).toSorted((a, b) => a.number - b.number);
    if (command.kind === 'showCamera') {
      const camera = numbered.find((each) => each.number === command.number);
      if (camera) callUp(camera.cameraId);
    } else if (command.kind === 'selectTile') {
      if (wall.tiles[command.number - 1]) focusTile(command.number - 1);
    } else if (command.kind === 'fullScreen') toggleFullScreen(selected);
    else {
      const now = numbered.findIndex((each) => each.cameraId === wall.tiles[selected]?.cameraId);
      const start = now < 0 && command.by < 0 ? 0 : now;
      const next = numbered[(start + command.by + numbered.length) % numbered.length];
      if (next) callUp(next.cameraId);
    }
  }

  function focusTile(at: number): void {
    setChosen(at);
    if (big !== null) setBig(at);
    document.getElementById(tileId(at))?.focus();
  }

  function press(event: KeyboardEvent): void {
    if (event.target !== document.getElementById(tileId(selected)) || event.defaultPrevented) return;
    const [dx, dy] = arrows[event.key] ?? [0, 0];
    const next = dx === 0 && dy === 0 ? null : neighbour(wall, selected, dx, dy);
    if (next !== null && event.ctrlKey && arranging) shown.save(swapped(wall, selected, next));
    if (next !== null && !event.shiftKey) focusTile(next);
    else if (event.key === 'Enter') toggleBig(selected);
    else if (event.key === 'Escape') setBig(null);
    else if (event.key === 'Delete' && arranging) shown.save(withCamera(wall, selected, null));
    else if (next === null) return;
    event.preventDefault();
  }

  return (
    <div className={classes.page}>
      {!bare && (
        <WallToolbar
          shown={shown}
          wall={wall}
          arranging={arranging}
          listShown={listShown}
          presentation={props.presentation}
          onArrange={setArranging}
          onList={setListShown}
          onPresentation={props.onPresentation}
          onSecondWindow={() => openWallWindow(wall.wallId)}
        />
      )}
      {shown.problem !== null && <Message tone="bad">{shown.problem}</Message>}
      <div className={classes.body}>
        {/* The tiles inside have the focus; the grid only hears their keys. */}
        <section
          className={tiles.grid}
          aria-label={wall.name}
          data-big={big !== null}
          data-numbered={line?.of === 'tile'}
          onKeyDown={press}
          style={{
            gridTemplateColumns: `repeat(${wall.gridColumns}, minmax(0, 1fr))`,
            gridTemplateRows: `repeat(${wall.gridRows}, minmax(0, 1fr))`,
          }}
        >
          {wall.tiles.map((tile, at) => (
            <Tile
              key={`${tile.column},${tile.row}`}
              at={at}
              cameraId={tile.cameraId}
              area={tile}
              selected={at === selected}
              size={big === null ? 'usual' : big === at ? 'big' : 'hidden'}
              overlay={overlay}
              onSelect={setChosen}
              onBig={toggleBig}
              onFullScreen={toggleFullScreen}
              onDrop={drop}
              arranging={
                arranging && (
                  <ArrangeTile
                    tile={tile}
                    number={at + 1}
                    onSize={(columns, rows) => shown.save(resized(wall, at, columns, rows))}
                    onClear={() => shown.save(withCamera(wall, at, null))}
                  />
                )
              }
            />
          ))}
        </section>
        {listShown && !bare && <CameraList onPick={callUp} />}
      </div>
      <CommandLineView line={line} tileCount={wall.tiles.length} selected={selected} />
    </div>
  );
}

const arrows: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function useOverlayStyle() {
  const models = useFact((facts) => facts.models);
  return useMemo(() => {
    const names = models?.find((model) => model.active)?.classes ?? [];
    return { className: (classId: number) => names[classId] ?? `class ${classId}`, labels: true, tails: true };
  }, [models]);
}

function toggleFullScreen(at: number): void {
  // Refused without a key or click of the operator; then the tile simply stays as it is.
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  else
    document
      .getElementById(tileId(at))
      ?.requestFullscreen()
      .catch(() => undefined);
}

function storedPresentation(): Presentation {
  return window.localStorage.getItem(presentationKey) === 'lowLatency' ? 'lowLatency' : 'exactBoxes';
}

function Notice(props: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className={classes.blank}>
      <h1>{props.title}</h1>
      {props.text !== undefined && <p>{props.text}</p>}
      {props.children}
    </div>
  );
}
