/** What is dragged over the wall. The type is in the name, because a page may not read the content before the drop. */
const cameraType = 'application/x-its-camera';
const tileType = 'application/x-its-tile';

export type Dragged =
  | { readonly kind: 'camera'; readonly cameraId: string }
  | { readonly kind: 'tile'; readonly at: number };

export function dragCamera(transfer: DataTransfer, cameraId: string): void {
  transfer.setData(cameraType, cameraId);
  transfer.effectAllowed = 'copy';
}

export function dragTile(transfer: DataTransfer, at: number): void {
  transfer.setData(tileType, String(at));
  transfer.effectAllowed = 'move';
}

export const isOurs = (transfer: DataTransfer): boolean =>
  transfer.types.includes(cameraType) || transfer.types.includes(tileType);

/** `null` when something else was dropped. */
export function draggedOf(transfer: DataTransfer): Dragged | null {
  const cameraId = transfer.getData(cameraType);
  if (cameraId !== '') return { kind: 'camera', cameraId };
  const at = Number.parseInt(transfer.getData(tileType), 10);
  return Number.isInteger(at) ? { kind: 'tile', at } : null;
}
