import type { Evidence, IncidentEntry, IncidentType, Severity } from '../../app/incident/incident.ts';

export const incidentTypeWords: Readonly<Record<IncidentType, string>> = {
  'stopped-vehicle': 'Stopped vehicle',
  'wrong-way': 'Wrong way',
  'slow-vehicle': 'Slow vehicle',
  speeding: 'Speeding',
  congestion: 'Congestion',
  queue: 'Queue',
  pedestrian: 'Pedestrian on the carriageway',
  cyclist: 'Cyclist on the carriageway',
  debris: 'Debris',
  collision: 'Collision',
  'near-miss': 'Near miss',
  'lane-blocked': 'Lane blocked',
  'red-light': 'Red light',
  'stop-sign': 'Stop sign',
  'illegal-turn': 'Illegal turn',
  'lane-change': 'Lane change over a solid line',
  'illegal-parking': 'Illegal parking',
  'unauthorised-area': 'Unauthorised area',
  'low-visibility': 'Low visibility',
  'camera-tampered': 'Camera tampered with',
};

export const severityWords: Readonly<Record<Severity, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

const entryWords: Readonly<Record<IncidentEntry['what'], string>> = {
  began: 'Began',
  detected: 'Detected',
  changed: 'Changed',
  folded: 'Folded',
  ended: 'Ended',
  picture: 'Picture',
};

/** At most one digit behind the point, three for what is below one: `12`, `3.4`, `0.025`. */
function figure(value: number): string {
  const digits = Math.abs(value) < 1 ? 3 : Math.abs(value) < 100 ? 1 : 0;
  return Number(value.toFixed(digits)).toLocaleString('en-GB', { maximumFractionDigits: digits });
}

/** `Standing for 14 s, limit 10 s`. */
export function evidenceText({ what, value, limit, unit }: Evidence): string {
  const withUnit = (of: number): string => `${figure(of)} ${unit}`.trim();
  const measured = `${what.charAt(0).toUpperCase()}${what.slice(1)} ${withUnit(value)}`;
  return limit === null ? measured : `${measured}, limit ${withUnit(limit)}`;
}

/** Texts of the incidents page. */
export const incidentsText = {
  title: 'Incidents',
  loading: 'The station has not reported its incidents yet.',
  count: (shown: number, all: number) => (shown === all ? `${all}` : `${shown} of ${all}`),
  list: 'List of incidents',
  columns: { severity: 'Severity', what: 'What and where', camera: 'Camera', detected: 'Detected', state: 'State' },
  lasting: 'Lasting',
  lasted: (duration: string) => `Ended after ${duration}`,
  partOfAnother: 'Part of another',
  unknownCamera: 'Camera no longer there',
  camera: (number: number, name: string) => `${number} · ${name}`,
  filter: {
    region: 'Filters',
    words: 'Search incidents',
    wordsHint: 'Search type, camera, lane, reason',
    type: 'Type',
    everyType: 'All types',
    severity: 'Severity',
    everySeverity: 'All severities',
    camera: 'Camera',
    everyCamera: 'All cameras',
    state: 'State',
    states: { all: 'Lasting and ended', lasting: 'Lasting', ended: 'Ended' },
    day: 'Day',
    order: 'Order',
    orders: { priority: 'Priority', time: 'Time' },
    clear: 'Clear filters',
  },
  none: {
    title: 'No incidents',
    quiet: 'The rules found nothing so far.',
    text: 'Rules work on cameras whose scene is drawn, and no camera has one yet.',
    toScene: 'Draw a scene',
  },
  nothingFits: 'No incident fits the filters.',
  older: 'Older incidents',
  lookedBack: (day: string) => `Shown back to ${day}.`,
  noOlder: (day: string) => `No more incidents back to ${day}.`,
  cut: 'More incidents fit than can be shown at once. Choose a day, a camera or a type.',
  detail: {
    region: 'Selected incident',
    pick: 'Select an incident to see what happened.',
    why: 'Why it was reported',
    noEvidence: 'The rule gave no figures.',
    confidence: (percent: string) => `Confidence ${percent} %`,
    whereAndWhen: 'Where and when',
    camera: 'Camera',
    lane: 'Lane',
    zone: 'Zone',
    onRoad: 'On the road',
    ground: (x: string, y: string) => `x ${x} m, y ${y} m`,
    scene: 'Scene',
    sceneVersion: (version: number) => `Version ${version}`,
    began: 'Began',
    detected: 'Detected',
    delay: (duration: string) => `${duration} after it began`,
    ended: 'Ended',
    still: (time: string) => `Lasting, last seen ${time}`,
    lasted: (duration: string) => `after ${duration}`,
    partOf: 'Part of',
    parts: 'Its parts',
    elsewhere: 'An incident that is not in this list',
    timeline: 'Timeline',
    noEntries: 'No entries.',
    wall: 'Show on wall',
    openScene: 'Open scene',
    map: 'Show on map',
    keys: 'Arrows select · Enter reads on · W wall · S scene · M map · / search',
  },
  picture: {
    of: (what: string, camera: string, time: string) => `${what}, ${camera}, ${time}`,
    loading: 'Fetching the picture',
    none: 'No picture was kept of this incident.',
    broken: 'The picture cannot be drawn.',
    tails: (seconds: number) => `Boxes when it was found; lines show the last ${seconds} s of each track.`,
    boxes: 'Boxes when it was found.',
    boxesOnly: 'Boxes when it was found. Paths are drawn once the tracks have ended.',
  },
  entry: entryWords,
  lastingCount: (count: number) => (count === 0 ? 'No incidents' : count === 1 ? '1 incident' : `${count} incidents`),
  lastingTitle: 'Lasting incidents',
} as const;
