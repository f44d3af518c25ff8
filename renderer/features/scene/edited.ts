import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { type CalibrationDraft, calibrationDraftOf, calibrationOf } from './calibrationDraft.ts';

/** A scene while it is edited: its calibration may be incomplete, all else is always as a scene must be. */
export interface Edited {
  /** Without its calibration. */
  readonly scene: Scene;
  readonly calibration: CalibrationDraft;
}

export function editedOf(scene: Scene): Edited {
  return { scene: { ...scene, calibration: null }, calibration: calibrationDraftOf(scene.calibration) };
}

export function sceneOf({ scene, calibration }: Edited): Scene {
  return { ...scene, calibration: calibrationOf(calibration) };
}

export const sameEdit = (a: Edited, b: Edited): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
