import { z } from 'zod';
import { storedSettings } from '../../../app/incident/storedSettings.ts';
import { sceneSchema } from '../../../app/traffic/scene/scene.ts';
import { calibrationDraftSchema } from './calibrationDraft.ts';
import type { Edited } from './edited.ts';

/** What was changed on the page and not saved, kept in this browser until it is saved or thrown away. */
const sceneDraftSchema = z.object({
  schemaVersion: z.literal(1),
  /** The version it was begun from; `null` for a first one. */
  baseVersion: z.int().nullable(),
  /** See SceneWork; drafts of before have none. */
  lineage: z.array(z.int()).optional(),
  changedAtMs: z.number(),
  edited: z.object({ scene: sceneSchema, calibration: calibrationDraftSchema }),
});
export interface SceneDraft {
  readonly baseVersion: number | null;
  readonly lineage: readonly number[];
  readonly changedAtMs: number;
  readonly edited: Edited;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
const keyOf = (cameraId: string): string => `its.sceneDraft.${cameraId}`;

/** The draft of a camera; `null` without one, and for one that this version of the page cannot read. */
export function readDraft(shelf: Shelf, cameraId: string): SceneDraft | null {
  const text = shelf.getItem(keyOf(cameraId));
  if (text === null) return null;
  try {
    const draft = sceneDraftSchema.parse(JSON.parse(text));
    const { scene, calibration } = draft.edited;
    // A draft may be older than the rules: what no rule has any more is in no form to be mended.
    const edited = { calibration, scene: { ...scene, rules: storedSettings(scene.rules).rules } };
    return { ...draft, edited, lineage: draft.lineage ?? (draft.baseVersion === null ? [] : [draft.baseVersion]) };
  } catch {
    return null;
  }
}

/** @returns false where the browser has no room for it: the draft then lives only as long as the page */
export function keepDraft(shelf: Shelf, cameraId: string, draft: SceneDraft): boolean {
  try {
    shelf.setItem(keyOf(cameraId), JSON.stringify({ schemaVersion: 1, ...draft }));
    return true;
  } catch {
    return false;
  }
}

export const dropDraft = (shelf: Shelf, cameraId: string): void => shelf.removeItem(keyOf(cameraId));
