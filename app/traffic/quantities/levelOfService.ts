const levelsOfService = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type LevelOfService = (typeof levelsOfService)[number];

const kmPerMile = 1.609344;
/** Highway Capacity Manual, greatest density of A to E: passenger cars a mile and lane. */
const freewayLimits = [11, 18, 26, 35, 45].map((perMile) => perMile / kmPerMile);
/** Highway Capacity Manual, greatest control delay of A to E, seconds. */
const signalLimits = [10, 20, 35, 55, 80];

/** @param density passenger cars per km and lane */
export function freewayLevel(density: number): LevelOfService {
  return levelOf(density, freewayLimits);
}

/** @param delayS mean control delay, seconds */
export function signalLevel(delayS: number): LevelOfService {
  return levelOf(delayS, signalLimits);
}

function levelOf(value: number, limits: readonly number[]): LevelOfService {
  const level = limits.findIndex((limit) => value <= limit);
  return levelsOfService[level < 0 ? limits.length : level]!;
}
