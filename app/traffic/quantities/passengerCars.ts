import type { IntervalSums } from './interval.ts';

/** Passenger-car units as used in the UK; a truck of unknown size counts as a heavy one. */
const units: Readonly<Record<string, number>> = {
  truck: 2.3,
  lorry: 2.3,
  trailer: 2.3,
  bus: 2,
  minibus: 1,
  train: 2.3,
  motorcycle: 0.4,
  motorbike: 0.4,
  scooter: 0.4,
  bicycle: 0.2,
  bike: 0.2,
};

function passengerCarUnits(className: string): number {
  return units[className.toLowerCase()] ?? 1;
}

/** Road users counted in both directions, and the same in passenger-car units. */
export function volumesOf({ counts }: Pick<IntervalSums, 'counts'>): { readonly users: number; readonly pcu: number } {
  let [users, pcu] = [0, 0];
  for (const [className, { forward, backward }] of Object.entries(counts)) {
    users += forward + backward;
    pcu += (forward + backward) * passengerCarUnits(className);
  }
  return { users, pcu };
}
