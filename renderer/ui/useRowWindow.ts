import { type RefObject, useCallback, useSyncExternalStore } from 'react';

/** Lists up to this length are drawn whole. */
const wholeUpTo = 80;
const spare = 10;

export interface RowWindow {
  /** First row to draw. */
  readonly from: number;
  /** Row after the last one to draw. */
  readonly to: number;
}

/** The rows of a box that are in sight, with some to spare. */
function rowsInSight(box: { scrollTop: number; clientHeight: number }, rowHeightPx: number): RowWindow {
  return {
    from: Math.max(0, Math.floor(box.scrollTop / rowHeightPx) - spare),
    to: Math.ceil((box.scrollTop + box.clientHeight) / rowHeightPx) + spare,
  };
}

/** Which rows of a long list to draw; all rows must be `rowHeightPx` high. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeightPx: () => number,
): RowWindow {
  const subscribe = useCallback((listener: () => void) => follow(scroller, listener), [scroller]);
  // As text, because a snapshot is compared by identity.
  const inSight = useSyncExternalStore(subscribe, () => {
    const box = scroller.current;
    if (!box || count <= wholeUpTo) return `0 ${wholeUpTo}`;
    const { from, to } = rowsInSight(box, rowHeightPx());
    return `${from} ${to}`;
  });
  const [from = 0, to = wholeUpTo] = inSight.split(' ').map(Number);
  return { from: Math.min(from, count), to: Math.min(to, count) };
}

function follow(scroller: RefObject<HTMLElement | null>, listener: () => void): () => void {
  const box = scroller.current;
  box?.addEventListener('scroll', listener, { passive: true });
  window.addEventListener('resize', listener);
  return () => {
    box?.removeEventListener('scroll', listener);
    window.removeEventListener('resize', listener);
  };
}
