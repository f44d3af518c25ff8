import { poissonLimits, z95 } from './confidence.ts';
import type { Interval, IntervalSums } from './interval.ts';
import { freewayLevel, type LevelOfService, signalLevel } from './levelOfService.ts';
import { volumesOf } from './passengerCars.ts';
import { speedPercentileKmh } from './speedPercentile.ts';

/** A value with its 95 % interval. */
export interface Quantity {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: 'veh' | 'veh/h' | 'pcu/h' | 'km/h' | 'veh/km' | '%' | 's' | 'm';
}

/** What one interval says in the field's terms; `null` where it says nothing. */
export interface Quantities {
  readonly volume: Quantity | null;
  readonly flow: Quantity | null;
  readonly pcuFlow: Quantity | null;
  readonly timeMeanSpeed: Quantity | null;
  readonly spaceMeanSpeed: Quantity | null;
  readonly v85: Quantity | null;
  readonly density: Quantity | null;
  readonly occupancy: Quantity | null;
  readonly headway: Quantity | null;
  readonly gap: Quantity | null;
  readonly queue: Quantity | null;
  readonly travelTime: Quantity | null;
  readonly delay: Quantity | null;
  readonly stoppedTime: Quantity | null;
  /** Lanes by density; sections by delay, as behind a signal. */
  readonly levelOfService: LevelOfService | null;
}

/** Relative error of lengths on the road, one sigma, where the calibration's own is not given. */
const usualLengthErrorShare = 0.01;
/** The time at which a vehicle crosses a line, one sigma, seconds. */
const passageErrorS = 0.2;
/** The tail of a queue is known to a vehicle. */
const queueErrorM = 7;
const kmh = 3.6;

/**
 * Everything shown of an interval, from its sums alone. Counts have the limits of a Poisson mean: how many come in such
 * a time; speeds those of their measurement and of the calibration.
 * @param lengthErrorShare of lengths on the road, relative, one sigma
 */
export function quantitiesOf(interval: Interval, lengthErrorShare = usualLengthErrorShare): Quantities {
  const { sums, element } = interval;
  const { users, pcu } = volumesOf(sums);
  const isWatched = sums.observedMs > 0;
  const isDetector = element.kind === 'line' || element.kind === 'lane';
  const speeds = speedsOf(sums, lengthErrorShare);
  const edie = edieOf(sums, users, lengthErrorShare);
  const watchedH = sums.observedMs / 3_600_000;
  const flow = edie?.flow ?? (isWatched ? counted(users / watchedH, users, 'veh/h', 1 / watchedH) : null);
  const spaceMeanSpeed = edie?.speed ?? speeds.spaceMean;
  const pcuByUser = users > 0 ? pcu / users : 1;
  const density = edie?.density ?? densityOf(flow, spaceMeanSpeed);
  const delay = meanS(sums.delaySumS, sums.travelN, passageErrorS);
  return {
    volume: isWatched ? counted(users, users, 'veh', 1) : null,
    flow,
    pcuFlow: flow && scaled(flow, pcuByUser, 'pcu/h'),
    timeMeanSpeed: speeds.timeMean,
    spaceMeanSpeed,
    v85: v85Of(sums),
    density,
    occupancy: isDetector ? occupancyOf(sums, users) : null,
    headway: between(sums.headwaySumS, sums.headwayN),
    gap: between(sums.gapSumS, sums.gapN),
    queue: element.kind === 'lane' && isWatched ? around(sums.queueMaxM, queueErrorM / z95, 'm') : null,
    travelTime: meanS(sums.travelSumS, sums.travelN, passageErrorS),
    delay,
    stoppedTime: meanS(sums.stoppedSumS, sums.travelN, passageErrorS),
    levelOfService: levelOf(interval, density && density.value * pcuByUser, delay),
  };
}

function levelOf({ element }: Interval, pcDensity: number | null, delay: Quantity | null): LevelOfService | null {
  if (element.kind === 'section') return delay && signalLevel(delay.value);
  return element.kind === 'lane' && pcDensity !== null ? freewayLevel(pcDensity) : null;
}

/** Mean speeds at a cross-section. */
function speedsOf(sums: IntervalSums, lengthErrorShare: number) {
  const { speedN, speedSum, slownessSum, speedVarianceSum } = sums;
  if (speedN === 0) return { timeMean: null, spaceMean: null };
  const mean = speedSum / speedN;
  const errorShare = Math.hypot(Math.sqrt(speedVarianceSum) / speedN / mean, lengthErrorShare);
  const spaceMean = speedN / slownessSum;
  return {
    timeMean: around(mean * kmh, errorShare * mean * kmh, 'km/h'),
    spaceMean: around(spaceMean * kmh, errorShare * spaceMean * kmh, 'km/h'),
  };
}

/** Flow, density and speed over an area of road and time (Edie 1963): q = k v exactly. */
function edieOf({ drivenM, spentS, areaMS, observedMs }: IntervalSums, users: number, lengthErrorShare: number) {
  if (!(areaMS > 0)) return null;
  const seen = Math.max(users, spentS > 0 ? 1 : 0);
  const flowVehH = (Math.max(0, drivenM) / areaMS) * 3600;
  const densityVehKm = (spentS / areaMS) * 1000;
  const speedKmh = spentS > 0 ? (Math.max(0, drivenM) / spentS) * kmh : null;
  return {
    flow: counted(flowVehH, seen, 'veh/h', seen > 0 ? flowVehH / seen : 3_600_000 / observedMs),
    density: counted(densityVehKm, seen, 'veh/km', seen > 0 ? densityVehKm / seen : 1000 / areaMS),
    speed: speedKmh === null ? null : around(speedKmh, lengthErrorShare * speedKmh, 'km/h'),
  };
}

function densityOf(flow: Quantity | null, speed: Quantity | null): Quantity | null {
  return flow && speed && speed.value > 0 ? scaled(flow, 1 / speed.value, 'veh/km') : null;
}

function v85Of({ speedsByKmh = {}, speedN }: IntervalSums): Quantity | null {
  const value = speedPercentileKmh(speedsByKmh, 0.85);
  if (value === null) return null;
  // Where the 85th percentile of many more vehicles would lie among these.
  const spread = z95 * Math.sqrt((0.85 * 0.15) / speedN);
  const low = speedPercentileKmh(speedsByKmh, Math.max(0, 0.85 - spread)) ?? value;
  const high = speedPercentileKmh(speedsByKmh, Math.min(1, 0.85 + spread)) ?? value;
  return { value, low, high, unit: 'km/h' };
}

function occupancyOf({ coveredMs, observedMs }: IntervalSums, users: number): Quantity | null {
  if (!(observedMs > 0)) return null;
  const percent = (100 * coveredMs) / observedMs;
  const seen = Math.max(users, coveredMs > 0 ? 1 : 0);
  const { low, high } = counted(percent, seen, '%', seen > 0 ? percent / seen : 0);
  return { value: percent, low, high: Math.min(100, high), unit: '%' };
}

/** Mean time between vehicles: known as well as so many of them are. */
function between(sumS: number, n: number): Quantity | null {
  if (n === 0) return null;
  const { low, high } = poissonLimits(n);
  return { value: sumS / n, low: sumS / high, high: low > 0 ? sumS / low : sumS * 10, unit: 's' };
}

function meanS(sumS: number, n: number, errorS: number): Quantity | null {
  return n === 0 ? null : around(sumS / n, (errorS * Math.SQRT2) / Math.sqrt(n), 's');
}

/** A value that rests on a count, of which one vehicle is worth `each`. */
function counted(value: number, count: number, unit: Quantity['unit'], each: number): Quantity {
  const { low, high } = poissonLimits(count);
  return { value, low: low * each, high: high * each, unit };
}

function around(value: number, error: number, unit: Quantity['unit']): Quantity {
  return { value, low: Math.max(0, value - z95 * error), high: value + z95 * error, unit };
}

function scaled({ value, low, high }: Quantity, by: number, unit: Quantity['unit']): Quantity {
  return { value: value * by, low: low * by, high: high * by, unit };
}
