const colours = ['#7fb2e5', '#e0b252', '#63b98a', '#c79be8', '#f08a80', '#7fd6d6'] as const;
const dashes = ['', '7 3', '2 2', '9 3 2 3', '4 2', '12 4'] as const;

/** Series are told apart by colour and by dash: either is enough. */
export const colourOf = (place: number): string => colours[place % colours.length] ?? colours[0];
export const dashOf = (place: number): string => dashes[place % dashes.length] ?? '';

/** Axes stand back behind what they measure. */
export const axisLook = { stroke: 'var(--line)', tick: { fill: 'var(--dim)' } } as const;

/** The most series that can still be told apart. */
export const mostSeries = colours.length;
