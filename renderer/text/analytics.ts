import type { Grade, MeasuredElement, QualityFlag } from '../../app/traffic/quantities/interval.ts';
import type { Quantities } from '../../app/traffic/quantities/quantitiesOf.ts';

/** Quantities that have a value and an interval. */
export type QuantityName = Exclude<keyof Quantities, 'levelOfService'>;

export const quantityWords: Readonly<Record<QuantityName, { readonly name: string; readonly unit: string }>> = {
  volume: { name: 'Volume', unit: 'veh' },
  flow: { name: 'Flow', unit: 'veh/h' },
  pcuFlow: { name: 'Flow in car units', unit: 'pcu/h' },
  timeMeanSpeed: { name: 'Time-mean speed', unit: 'km/h' },
  spaceMeanSpeed: { name: 'Space-mean speed', unit: 'km/h' },
  v85: { name: '85th percentile speed', unit: 'km/h' },
  density: { name: 'Density', unit: 'veh/km' },
  occupancy: { name: 'Occupancy', unit: '%' },
  headway: { name: 'Headway', unit: 's' },
  gap: { name: 'Gap', unit: 's' },
  queue: { name: 'Longest queue', unit: 'm' },
  travelTime: { name: 'Travel time', unit: 's' },
  delay: { name: 'Delay', unit: 's' },
  stoppedTime: { name: 'Stopped time', unit: 's' },
};

export const flagWords: Readonly<Record<QualityFlag, string>> = {
  'not-observed': 'not observed all the time',
  'view-changed': 'the camera’s view had changed',
  dark: 'dark',
  'low-contrast': 'low contrast',
  occluded: 'vehicles hid each other',
  'low-rate': 'too few pictures a second',
  uncalibrated: 'no calibration',
  'calibration-error': 'calibration inexact',
  'no-hits': 'no vehicles although there should be',
  chatter: 'detector chatters',
  'locked-on': 'detector stays on',
  'no-change': 'values never change',
  'occupancy-spike': 'occupancy jumped',
  'clock-step': 'the clock was set',
};

export const gradeWords: Readonly<Record<Grade, string>> = {
  A: 'A, as good as the method is',
  B: 'B, usable with a known weakness',
  C: 'C, doubtful',
  D: 'D, not to be used',
};

export const kindWords: Readonly<Record<MeasuredElement['kind'], string>> = {
  line: 'Line',
  lane: 'Lane',
  section: 'Section',
  camera: 'Camera',
};

const two = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 1 : 0 });

/** `1,240 veh/h (1,180 to 1,300)`. */
export const withLimits = (value: number, low: number, high: number, unit: string): string =>
  `${two(value)} ${unit} (${two(low)} to ${two(high)})`;

/** Texts of the analytics page. */
export const analyticsText = {
  title: 'Analytics',
  loading: 'The station has not sent its cameras and scenes yet.',
  figure: two,
  choice: {
    region: 'What is shown',
    span: 'Time',
    spans: { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month', year: 'Year', custom: 'From–to' },
    from: 'From',
    to: 'To',
    badSpan: 'Give a time to begin and a later one to end, at most three years apart.',
    cameras: 'Cameras',
    camerasHint: 'Choose cameras',
    kind: 'Element',
    elements: 'Elements',
    elementsHint: 'Choose up to six',
    focus: 'Element shown',
    quantity: 'Quantity',
  },
  tabs: {
    time: 'Over time',
    patterns: 'Patterns',
    movements: 'Classes and movements',
    comparison: 'Comparison',
    incidents: 'Incidents',
  },
  views: 'Views',
  reading: 'Reading',
  paused: (camera: string) => `${camera} is not measured now`,
  cut: 'This is more than can be read at once; the end is missing. Choose a shorter time or fewer elements.',
  csv: 'CSV',
  csvOf: (what: string) => `${what} as CSV`,
  noScene: {
    title: 'Nothing is measured yet',
    text: 'Traffic is measured on lines, lanes and sections. Draw them on the picture of a camera; its figures come here from the next minute on.',
    toScene: 'Draw a scene',
  },
  noElements: (kind: string) => `The chosen cameras have no ${kind.toLowerCase()} in their scenes.`,
  toScene: 'Open the scene',
  nothingStored: {
    title: 'No figures in this time',
    text: 'Nothing was measured then: the camera was off, its analytics were paused, or its scene is newer. Choose another time.',
  },
  speed: 'Speed',
  chart: {
    of: (what: string, unit: string) => `${what} (${unit})`,
    label: (what: string, parts: readonly string[]) => `${what} over time. ${parts.join('. ')}.`,
    part: (name: string, least: string, most: string, unit: string) => `${name}: ${least} to ${most} ${unit}`,
    noPart: (name: string) => `${name}: no values`,
    none: 'Not measured at this kind of element.',
    grade: 'Grade',
    levelOfService: (level: string) => `Level of service ${level}`,
    notMeasured: 'Not measured',
    left: (bad: number, all: number) => `${bad} of ${all} intervals are of grade D and left out.`,
  },
  band: '95 % interval',
  marks: {
    none: 'Not measured or paused',
    bad: 'Grade D: not to be used',
    doubtful: 'Grade C: doubtful',
  },
  usual: {
    title: 'Unusual in this time',
    band: (minutes: number) => `Usual at this hour of the week (${minutes} min)`,
    mark: 'Unusual, in the colour of its element',
    unusual: 'Unusual',
    unknown: 'What is usual is not known: too little history',
    at: (value: number, low: number, high: number, unit: string) =>
      `usual ${two(value)} ${unit} (${two(low)} to ${two(high)})`,
    state: 'State',
    lasts: 'Now',
    over: 'Over',
    element: 'Element',
    quantity: 'Quantity',
    measured: 'Measured',
    usual: 'Usual at this hour',
    since: 'Since',
    until: 'Until',
    goesOn: 'goes on',
    above: 'above',
    below: 'below',
    none: 'Nothing unusual: every value lies within what is usual at its hour of the week.',
    reading: 'The weeks before are being read.',
    tooLong: 'What is usual at an hour is shown for up to a month. Choose a shorter time.',
    tooNew: 'None of this time is over yet: only whole quarters of an hour are compared.',
    nothing: 'Nothing was measured in this time that could be compared.',
    noHistory: (name: string, weeks: number) =>
      `${name}: too little history. It takes the same hour of ${weeks} earlier weeks, of the last eight, to say what is usual.`,
    someHistory: (name: string, compared: number, measured: number, weeks: number) =>
      `${name}: ${compared} of ${measured} values were compared; for the others there are fewer than ${weeks} earlier weeks.`,
  },
  heat: {
    title: (what: string, unit: string) => `${what} by hour and weekday (${unit})`,
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    weekday: 'Weekday',
    hour: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
    cell: (value: string, low: string, high: string, unit: string) => `${value} ${unit} (${low} to ${high})`,
    none: 'not measured',
    scale: (least: string, most: string, unit: string) => `${least} to ${most} ${unit}, darker is less.`,
  },
  fundamental: {
    title: 'Fundamental diagram',
    x: 'Density (veh/km)',
    y: 'Flow (veh/h)',
    good: 'Grade A or B',
    doubtful: 'Grade C',
    bad: 'Grade D',
    label: (count: number) => `Flow over density, ${count} intervals.`,
    none: 'Needs density: choose a lane or a section, or a line with speeds.',
  },
  mix: {
    title: 'Class mix',
    className: 'Class',
    forward: 'Forward',
    backward: 'Backward',
    share: 'Share',
    none: 'No vehicles were counted in this time.',
  },
  od: {
    title: 'From line to line',
    from: 'From',
    to: 'To',
    fromTo: 'From ↓ to →',
    sum: 'Sum',
    complete: (matched: string, percent: string, unmatched: string) =>
      `${matched} movements, ${percent} % of those seen at a first line; ${unmatched} were not seen at a second one.`,
    none: 'No movement from one line to another was seen. A scene needs two lines or more.',
  },
  comparison: {
    length: 'Compare',
    lengths: { day: 'Two days', week: 'Two weeks' },
    first: 'First',
    second: 'Second',
    title: (what: string, unit: string) => `${what} (${unit})`,
    badDays: 'Choose two days.',
    weekFrom: (day: string) => `Week from ${day}`,
    means: 'In all',
    change: 'Change',
  },
  incidents: {
    byType: 'By type and hour of day',
    type: 'Type',
    count: 'Number',
    hotSpots: 'Hot spots',
    place: 'Place',
    commonType: 'Most frequent',
    none: 'No incidents of the chosen cameras in this time.',
    cell: (count: number) => (count === 1 ? '1 incident' : `${count} incidents`),
    wholeView: 'elsewhere in the view',
  },
} as const;
