import { twoWheelers } from '../../track/classGroups.ts';
import type { RoadUserGroup } from './roadUser.ts';

interface Kind {
  readonly group: RoadUserGroup;
  /** Of a usual one. */
  readonly lengthM: number;
}

const kinds: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({
    car: { group: 'vehicle', lengthM: 4.5 },
    pickup: { group: 'vehicle', lengthM: 5.5 },
    vehicle: { group: 'vehicle', lengthM: 4.5 },
    van: { group: 'vehicle', lengthM: 6 },
    minibus: { group: 'vehicle', lengthM: 7 },
    truck: { group: 'vehicle', lengthM: 8 },
    lorry: { group: 'vehicle', lengthM: 10 },
    trailer: { group: 'vehicle', lengthM: 8 },
    bus: { group: 'vehicle', lengthM: 12 },
    train: { group: 'vehicle', lengthM: 25 },
    motorcycle: { group: 'vehicle', lengthM: 2.2 },
    motorbike: { group: 'vehicle', lengthM: 2.2 },
    scooter: { group: 'vehicle', lengthM: 1.9 },
    bicycle: { group: 'cycle', lengthM: 1.8 },
    bike: { group: 'cycle', lengthM: 1.8 },
    person: { group: 'person', lengthM: 0.6 },
    pedestrian: { group: 'person', lengthM: 0.6 },
    rider: { group: 'person', lengthM: 1.8 },
  }),
);

const unknown: Kind = { group: 'other', lengthM: 1 };

/** What a detector's class is on the road; a motorcycle is a vehicle, because it may be wherever cars are. */
export function roadUserGroupOf(className: string): RoadUserGroup {
  return kindOf(className).group;
}

/** Whether somebody sits on it who may be found as a person too. */
export function isTwoWheeler(className: string): boolean {
  return twoWheelers.includes(className.toLowerCase());
}

/** Length of a usual road user of a class, metres. */
export function usualLengthM(className: string): number {
  return kindOf(className).lengthM;
}

function kindOf(className: string): Kind {
  return kinds.get(className) ?? kinds.get(className.toLowerCase()) ?? unknown;
}
