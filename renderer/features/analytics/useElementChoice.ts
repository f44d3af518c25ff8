import { useMemo, useState } from 'react';
import { useFact } from '../../state/context.tsx';
import { type ElementKind, type ElementOption, elementKinds, elementsOf } from './elements.ts';
import { mostSeries } from './look.ts';

/** What the operator looks at; while nothing is chosen, the first of everything. */
export interface ElementChoice {
  /** `null` until the station has spoken. */
  readonly all: readonly ElementOption[] | null;
  readonly cameraIds: readonly string[];
  readonly kind: ElementKind;
  /** What the chosen cameras have of that kind. */
  readonly offered: readonly ElementOption[];
  readonly chosen: readonly ElementOption[];
  chooseCameras(cameraIds: readonly string[]): void;
  chooseKind(kind: ElementKind): void;
  chooseElements(keys: readonly string[]): void;
}

const atFirst = 2;

export function useElementChoice(): ElementChoice {
  const cameras = useFact((facts) => facts.cameras);
  const scenes = useFact((facts) => facts.scenes);
  const [askedCameras, setCameras] = useState<readonly string[] | null>(null);
  const [askedKind, setKind] = useState<ElementKind | null>(null);
  const [askedKeys, setKeys] = useState<readonly string[] | null>(null);
  const all = useMemo(() => cameras && scenes && elementsOf(cameras, scenes), [cameras, scenes]);
  return useMemo(() => {
    const known = all ?? [];
    const measured = [...new Set(known.map(({ cameraId }) => cameraId))];
    const cameraIds = askedCameras?.filter((id) => measured.includes(id)) ?? measured.slice(0, 1);
    const within = known.filter(({ cameraId }) => cameraIds.includes(cameraId));
    const firstKind = elementKinds.find((each) => within.some(({ element }) => element.kind === each)) ?? 'line';
    const kind = askedKind ?? firstKind;
    const offered = within.filter(({ element }) => element.kind === kind);
    const kept = offered.filter(({ key }) => askedKeys?.includes(key));
    return {
      all,
      cameraIds,
      kind,
      offered,
      chosen: (kept.length > 0 ? kept : offered.slice(0, atFirst)).slice(0, mostSeries),
      chooseCameras: setCameras,
      chooseKind: setKind,
      chooseElements: setKeys,
    };
  }, [all, askedCameras, askedKind, askedKeys]);
}
