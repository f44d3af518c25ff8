import { useCallback, useMemo, useState } from 'react';
import type { Wall } from '../../../app/camera/wall.ts';
import { useConsole, useFact } from '../../state/context.tsx';
import { useCall } from '../../ui/useCall.ts';
import { firstWall, withCamera } from './wallLayout.ts';

/** The wall a window shows: a saved wall, and what the operator called up over it for the moment. */
export interface ShownWall {
  /** `null` until the station has spoken. */
  readonly wall: Wall | null;
  readonly walls: readonly Wall[];
  /** Tiles that show another camera than the saved wall. */
  readonly hasCalls: boolean;
  readonly problem: string | null;
  select(wallId: string): void;
  /** Changes the saved wall, for every window. */
  save(wall: Wall): void;
  remove(wallId: string): Promise<unknown>;
  /** Shows a camera in a tile of this window only, until `restore` or `keep`. */
  callUp(at: number, cameraId: string): void;
  keep(): void;
  restore(): void;
}

const storageKey = 'its.wall';
const noCalls: ReadonlyMap<number, string> = new Map();

export function useShownWall(): ShownWall {
  const console = useConsole();
  const saved = useFact((facts) => facts.walls);
  const cameras = useFact((facts) => facts.cameras);
  const [wallId, setWallId] = useState(rememberedWall);
  const [calls, setCalls] = useState(noCalls);
  // What was sent and is not yet on the feed: the hand is quicker than the round trip.
  const [sent, setSent] = useState<Wall | null>(null);
  const { run, problem } = useCall();

  const base = useMemo(() => {
    if (!saved || !cameras) return null;
    if (sent && (wallId === null || sent.wallId === wallId)) return sent;
    const numbered = cameras.toSorted((a, b) => a.number - b.number).map((camera) => camera.cameraId);
    return saved.find((wall) => wall.wallId === wallId) ?? saved[0] ?? firstWall(numbered.slice(0, 16));
  }, [saved, cameras, wallId, sent]);
  const wall = useMemo(
    () => base && [...calls].reduce((result, [at, cameraId]) => withCamera(result, at, cameraId), base),
    [base, calls],
  );

  const select = useCallback((next: string) => {
    setWallId(next);
    setCalls(noCalls);
    remember(next);
  }, []);
  const save = useCallback(
    (next: Wall) => {
      setCalls(noCalls);
      setSent(next);
      select(next.wallId);
      void run(() => console.saveWall(next)).finally(() => setSent((now) => (now === next ? null : now)));
    },
    [console, run, select],
  );

  return {
    wall,
    walls: saved ?? [],
    hasCalls: calls.size > 0,
    problem,
    select,
    save,
    remove: (id) => run(() => console.deleteWall({ wallId: id })),
    callUp: (at, cameraId) => setCalls(new Map(calls).set(at, cameraId)),
    keep: () => wall && save(wall),
    restore: () => setCalls(noCalls),
  };
}

/** A window of its own names its wall in its address; else the one that was shown last. */
function rememberedWall(): string | null {
  return new URLSearchParams(window.location.search).get('wall') ?? window.localStorage.getItem(storageKey);
}

function remember(wallId: string): void {
  window.localStorage.setItem(storageKey, wallId);
}
