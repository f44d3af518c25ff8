/** How a driver follows: the parameters of the Intelligent Driver Model. */
export interface Following {
  readonly accelerationMps2: number;
  readonly comfortableBrakingMps2: number;
  readonly headwayS: number;
  readonly standstillGapM: number;
}

export const hardestBrakingMps2 = 8;

/** Acceleration on a free road: towards the desired speed, and gently down to it. */
export function freeAcceleration(driver: Following, speedMps: number, desiredMps: number): number {
  const share = speedMps / Math.max(0.1, desiredMps);
  const share4 = share * share * share * share;
  return Math.max(-driver.comfortableBrakingMps2, driver.accelerationMps2 * (1 - share4));
}

/** What the gap to a leader takes away from the free acceleration (IDM's interaction term, never positive). */
export function interaction(driver: Following, speedMps: number, gapM: number, leaderMps: number): number {
  const { accelerationMps2, comfortableBrakingMps2, headwayS, standstillGapM } = driver;
  const approach = (speedMps * (speedMps - leaderMps)) / (2 * Math.sqrt(accelerationMps2 * comfortableBrakingMps2));
  const wishedM = standstillGapM + Math.max(0, speedMps * headwayS + approach);
  const share = wishedM / Math.max(0.1, gapM);
  return -accelerationMps2 * share * share;
}

/** The fastest from which the hardest braking still stops behind a leader who brakes as hard. */
export function safeSpeedMps(gapM: number, leaderMps: number): number {
  const roomM = Math.max(0, gapM - 0.6);
  return Math.sqrt(2 * hardestBrakingMps2 * roomM + Math.max(0, leaderMps) * Math.max(0, leaderMps));
}
