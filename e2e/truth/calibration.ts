import { calibrationGuardRows } from './calibrationGuard.ts';
import { speedRows } from './calibrationSpeed.ts';
import type { TruthRow } from './row.ts';

/** Speed from a calibration set by hand, and what a calibration must not get away with. Seeded; takes seconds. */
export function calibrationRows(): TruthRow[] {
  return [...speedRows(), ...calibrationGuardRows()];
}
