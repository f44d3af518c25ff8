import type { Goal } from './routes.ts';
import type { VehicleKind } from './vehicle.ts';

type Shares<Name extends string> = readonly (readonly [Name, number])[];

/** Where vehicles come from: flow at the peak, lanes, classes and goals with their shares. */
export interface Origin {
  readonly name: string;
  readonly peakPerHour: number;
  readonly lanes: Shares<string>;
  readonly kinds: Shares<VehicleKind>;
  readonly goals: Shares<Goal>;
  /** Longest vehicle that can drive all of these ways. */
  readonly longestM: number;
}

const townLongestM = 8.4;
const motorwayKinds: Shares<VehicleKind> = [
  ['car', 0.72],
  ['van', 0.1],
  ['truck', 0.13],
  ['bus', 0.02],
  ['motorcycle', 0.03],
];
const townKinds: Shares<VehicleKind> = [
  ['car', 0.79],
  ['van', 0.1],
  ['truck', 0.05],
  ['motorcycle', 0.06],
];
const motorwayLanes = (name: string): Shares<string> => [
  [`${name}-1`, 0.34],
  [`${name}-2`, 0.38],
  [`${name}-3`, 0.28],
];

export const origins: readonly Origin[] = [
  {
    name: 'motorway-west-end',
    peakPerHour: 3300,
    lanes: motorwayLanes('motorway-east'),
    kinds: motorwayKinds,
    goals: [['motorway-east', 1]],
    longestM: 16.5,
  },
  {
    name: 'motorway-west-end, leaving',
    peakPerHour: 330,
    lanes: [
      ['motorway-east-1', 0.7],
      ['motorway-east-2', 0.3],
    ],
    kinds: townKinds,
    goals: [
      ['south', 0.35],
      ['street-east', 0.35],
      ['street-west', 0.3],
    ],
    longestM: townLongestM,
  },
  {
    name: 'motorway-east-end',
    peakPerHour: 3700,
    lanes: motorwayLanes('motorway-west'),
    kinds: motorwayKinds,
    goals: [['motorway-west', 1]],
    longestM: 16.5,
  },
  {
    name: 'street-west-end',
    peakPerHour: 520,
    lanes: [
      ['street-east-a-1', 0.6],
      ['street-east-a-2', 0.4],
    ],
    kinds: townKinds,
    goals: [
      ['street-east', 0.56],
      ['south', 0.12],
      ['motorway-east', 0.22],
      ['side-road', 0.1],
    ],
    longestM: townLongestM,
  },
  {
    name: 'street-east-end',
    peakPerHour: 520,
    lanes: [
      ['street-west-a-1', 0.6],
      ['street-west-a-2', 0.4],
    ],
    kinds: townKinds,
    goals: [
      ['street-west', 0.62],
      ['south', 0.16],
      ['motorway-east', 0.22],
    ],
    longestM: townLongestM,
  },
  {
    name: 'south-end',
    peakPerHour: 230,
    lanes: [['cross-north-in', 1]],
    kinds: townKinds,
    goals: [
      ['motorway-east', 0.5],
      ['street-east', 0.25],
      ['street-west', 0.25],
    ],
    longestM: townLongestM,
  },
  {
    name: 'side-road-end',
    peakPerHour: 110,
    lanes: [['side-road-in', 1]],
    kinds: townKinds,
    goals: [
      ['street-east', 0.4],
      ['street-west', 0.4],
      ['motorway-east', 0.2],
    ],
    longestM: 7,
  },
  {
    name: 'buses',
    peakPerHour: 40,
    lanes: [['street-east-a-1', 1]],
    kinds: [['bus', 1]],
    goals: [['street-east', 1]],
    longestM: 12.2,
  },
  {
    name: 'buses back',
    peakPerHour: 30,
    lanes: [['street-west-a-1', 1]],
    kinds: [['bus', 1]],
    goals: [['street-west', 1]],
    longestM: 12.2,
  },
  {
    name: 'cyclists east',
    peakPerHour: 75,
    lanes: [['street-east-a-cycle', 1]],
    kinds: [['bicycle', 1]],
    goals: [['cycle-east', 1]],
    longestM: 2,
  },
  {
    name: 'cyclists west',
    peakPerHour: 75,
    lanes: [['street-west-a-cycle', 1]],
    kinds: [['bicycle', 1]],
    goals: [['cycle-west', 1]],
    longestM: 2,
  },
];

/** Share of the peak by hour of the day. */
const byHour = [
  0.12, 0.08, 0.06, 0.06, 0.1, 0.26, 0.62, 0.96, 1, 0.8, 0.7, 0.7, 0.75, 0.74, 0.76, 0.84, 0.96, 1, 0.88, 0.64, 0.46,
  0.36, 0.26, 0.18,
] as const;

/** Share of the peak at a time of day in hours, between the hours by straight lines. */
export function demandAt(hour: number): number {
  const whole = Math.floor(hour);
  const [from, to] = [byHour[((whole % 24) + 24) % 24] as number, byHour[(((whole + 1) % 24) + 24) % 24] as number];
  return from + (to - from) * (hour - whole);
}

/** Draws one name by its share. */
export function drawn<Name extends string>(shares: Shares<Name>, random: () => number): Name {
  let left = random() * shares.reduce((sum, [, share]) => sum + share, 0);
  for (const [name, share] of shares) {
    left -= share;
    if (left < 0) return name;
  }
  return (shares.at(-1) as readonly [Name, number])[0];
}
