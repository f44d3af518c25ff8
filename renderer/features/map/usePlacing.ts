import { useEffect, useMemo, useState } from 'react';
import type { EarthPoint } from '../../../app/space/geo.ts';
import { emptyScene, type Scene } from '../../../app/traffic/scene/scene.ts';
import { useConsole, useFact, useLive } from '../../state/context.tsx';
import { mapText } from '../../text/map.ts';
import { type CallState, useCall } from '../../ui/useCall.ts';
import { geoOf, placementOf } from './placedScene.ts';
import { type PlaceDraft, placementIn, pointedAt, startPlacing } from './placeDraft.ts';
import type { RoadMap } from './roadMap.ts';
import type { SiteCamera } from './siteFeatures.ts';

export interface Placing {
  /** `null` while no camera is being placed. */
  readonly draft: PlaceDraft | null;
  readonly call: CallState;
  /** The site as it would be with the draft. */
  readonly site: readonly SiteCamera[];
  readonly problem: string | null;
  start(): void;
  change(draft: PlaceDraft): void;
  pointAt(earth: EarthPoint): void;
  save(): void;
  cancel(): void;
}

/** Gives the chosen camera its place on earth, by a new version of its scene. */
export function usePlacing(map: RoadMap | null, site: readonly SiteCamera[], chosenId: string | null): Placing {
  const console = useConsole();
  const call = useCall();
  const [kept, setKept] = useState<{ cameraId: string; draft: PlaceDraft } | null>(null);
  // Another camera was chosen meanwhile: its placing is over.
  const draft = kept?.cameraId === chosenId ? (kept?.draft ?? null) : null;
  const chosen = site.find(({ camera }) => camera.cameraId === chosenId);
  const baseVersion = useFact((facts) => facts.scenes?.find(({ cameraId }) => cameraId === chosenId)?.version ?? null);
  const picture = useLive(
    (live) => {
      const { width, height } = live.statusByCamera.get(chosenId ?? '')?.quality ?? { width: null, height: null };
      return width === null || height === null ? null : { width, height };
    },
    (a, b) => a?.width === b?.width && a?.height === b?.height,
  );
  const scene = useMemo(() => chosen?.scene ?? (picture && emptyScene(picture)), [chosen?.scene, picture]);
  const placed = useMemo(() => draft && scene && placedScene(scene, draft), [draft, scene]);
  const shownSite = useMemo(
    () => (placed ? site.map((each) => (each.camera.cameraId === chosenId ? { ...each, scene: placed } : each)) : site),
    [site, placed, chosenId],
  );
  const isPlacing = draft !== null;
  useEffect(() => map?.setPlacing(isPlacing), [map, isPlacing]);

  const change = (next: PlaceDraft): void => {
    if (chosenId !== null) setKept({ cameraId: chosenId, draft: next });
  };
  return {
    draft,
    call,
    site: shownSite,
    problem: isPlacing && !scene ? mapText.placing.noPicture : call.problem,
    start() {
      call.clear();
      change(startPlacing(chosen?.scene ? placementOf(chosen.scene) : null));
    },
    change,
    pointAt(earth) {
      if (draft) change(pointedAt(draft, earth));
    },
    save() {
      if (!placed || chosenId === null) return;
      const { note } = mapText.placing;
      void call
        .run(() => console.saveScene({ cameraId: chosenId, baseVersion, note, scene: placed }))
        .then((reply) => reply && setKept(null));
    },
    cancel: () => setKept(null),
  };
}

function placedScene(scene: Scene, draft: PlaceDraft): Scene | null {
  const placement = placementIn(draft);
  return placement && { ...scene, geo: geoOf(scene, placement) };
}
