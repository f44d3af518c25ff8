import { AppError } from '../../base/error.ts';

/**
 * How evenly an hour's traffic came: its volume over four times that of its busiest quarter, 0.25 .. 1.
 * @returns `null` for an hour without traffic
 * @throws AppError `invalid-argument` for anything but four quarters
 */
export function peakHourFactor(quarterVolumes: readonly number[]): number | null {
  if (quarterVolumes.length !== 4) {
    throw new AppError('invalid-argument', 'A peak-hour factor needs the volumes of four quarters of an hour.');
  }
  const hour = quarterVolumes.reduce((sum, volume) => sum + volume, 0);
  return hour > 0 ? hour / (4 * Math.max(...quarterVolumes)) : null;
}
