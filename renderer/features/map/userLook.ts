/** How a road user is drawn. `colour` is a place in `userColours`. */
export interface UserLook {
  readonly lengthM: number;
  readonly widthM: number;
  readonly colour: number;
}

/** Cars, heavy vehicles, two-wheelers, people, anything else; red, green and blue, 0..1. */
export const userColours: readonly (readonly [number, number, number])[] = [
  [0.93, 0.95, 0.97],
  [0.5, 0.7, 0.9],
  [0.76, 0.62, 0.92],
  [1, 0.82, 0.4],
  [0.62, 0.66, 0.71],
];

const other: UserLook = { lengthM: 1.5, widthM: 1.5, colour: 4 };
const looks: ReadonlyMap<string, UserLook> = new Map([
  ['car', { lengthM: 4.5, widthM: 1.9, colour: 0 }],
  ['van', { lengthM: 5.5, widthM: 2.1, colour: 0 }],
  ['truck', { lengthM: 9, widthM: 2.5, colour: 1 }],
  ['bus', { lengthM: 12, widthM: 2.55, colour: 1 }],
  ['train', { lengthM: 30, widthM: 2.7, colour: 1 }],
  ['motorcycle', { lengthM: 2.2, widthM: 0.9, colour: 2 }],
  ['bicycle', { lengthM: 1.8, widthM: 0.7, colour: 2 }],
  ['person', { lengthM: 0.7, widthM: 0.7, colour: 3 }],
]);

export const lookOf = (className: string): UserLook => looks.get(className) ?? other;
