import type { LiveTile } from '../../live/liveTile.ts';
import { noZoom, panned, zoomedAbout } from '../../live/pictureView.ts';

const wheelStep = 1.2;
const keyStep = 1.25;
const keyPan = 0.1;

export const wholePicture = (tile: LiveTile | null): void => {
  if (tile) tile.zoom = noZoom;
};

/** Digital zoom of one tile by wheel and drag over `surface` and by the keys of `focused`; returns how to stop. */
export function followInput(surface: HTMLElement, focused: HTMLElement, tile: LiveTile): () => void {
  let from: { x: number; y: number } | null = null;
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const bounds = surface.getBoundingClientRect();
    const point = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    const { tile: size, picture } = tile.geometry;
    tile.zoom = zoomedAbout(tile.zoom, event.deltaY < 0 ? wheelStep : 1 / wheelStep, point, size, picture);
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || tile.zoom.scale === 1) return;
    from = { x: event.clientX, y: event.clientY };
    surface.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    if (!from) return;
    const { tile: size, picture } = tile.geometry;
    tile.zoom = panned(tile.zoom, { x: event.clientX - from.x, y: event.clientY - from.y }, size, picture);
    from = { x: event.clientX, y: event.clientY };
  };
  const up = (): void => {
    from = null;
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target !== focused || event.ctrlKey || event.altKey) return;
    if (zoomByKey(tile, event.key, event.shiftKey)) event.preventDefault();
  };
  // React's own wheel listener is passive and could not keep the page from scrolling.
  surface.addEventListener('wheel', wheel, { passive: false });
  surface.addEventListener('pointerdown', down);
  surface.addEventListener('pointermove', move);
  surface.addEventListener('pointerup', up);
  surface.addEventListener('pointercancel', up);
  focused.addEventListener('keydown', press);
  return () => {
    surface.removeEventListener('wheel', wheel);
    surface.removeEventListener('pointerdown', down);
    surface.removeEventListener('pointermove', move);
    surface.removeEventListener('pointerup', up);
    surface.removeEventListener('pointercancel', up);
    focused.removeEventListener('keydown', press);
  };
}

/** Zoom by key; says whether the key meant the zoom. */
function zoomByKey(tile: LiveTile, key: string, shift: boolean): boolean {
  const { tile: size, picture } = tile.geometry;
  const middle = { x: size.width / 2, y: size.height / 2 };
  const step = (x: number, y: number): void => {
    tile.zoom = panned(tile.zoom, { x: x * keyPan * size.width, y: y * keyPan * size.height }, size, picture);
  };
  if (key === 'PageUp') tile.zoom = zoomedAbout(tile.zoom, keyStep, middle, size, picture);
  else if (key === 'PageDown') tile.zoom = zoomedAbout(tile.zoom, 1 / keyStep, middle, size, picture);
  else if (key === 'Home') tile.zoom = noZoom;
  else if (shift && key === 'ArrowLeft') step(1, 0);
  else if (shift && key === 'ArrowRight') step(-1, 0);
  else if (shift && key === 'ArrowUp') step(0, 1);
  else if (shift && key === 'ArrowDown') step(0, -1);
  else return false;
  return true;
}
