import type { Evidence, IncidentType, Severity } from '../incident.ts';

const names: Readonly<Record<IncidentType, string>> = {
  'stopped-vehicle': 'Stopped vehicle',
  'wrong-way': 'Wrong-way driver',
  'slow-vehicle': 'Slow vehicle',
  speeding: 'Speeding',
  congestion: 'Congestion',
  queue: 'Queue',
  pedestrian: 'Pedestrian on the carriageway',
  cyclist: 'Cyclist on the carriageway',
  debris: 'Object on the road',
  collision: 'Collision',
  'near-miss': 'Near miss',
  'lane-blocked': 'Blocked lane',
  'red-light': 'Red light run',
  'stop-sign': 'Stop sign not obeyed',
  'illegal-turn': 'Illegal turn',
  'lane-change': 'Lane change over a solid line',
  'illegal-parking': 'Illegal parking',
  'unauthorised-area': 'Somebody where nobody may be',
  'low-visibility': 'Low visibility',
  'camera-tampered': 'Camera view disturbed',
};

export function incidentName(type: IncidentType): string {
  return names[type];
}

export function detectedText(type: IncidentType, evidence: readonly Evidence[]): string {
  return `${names[type]} found: ${evidence.map(evidenceText).join(', ')}.`;
}

export function beganText(type: IncidentType, laneId: string | null): string {
  return laneId ? `${names[type]} began in lane ${laneId}.` : `${names[type]} began.`;
}

export function severityText(from: Severity, to: Severity): string {
  return `Severity went from ${from} to ${to}.`;
}

export function evidenceText({ what, value, limit, unit }: Evidence): string {
  const held = limit === null ? '' : ` (limit ${shown(limit)}${unit && ` ${unit}`})`;
  return `${what} ${shown(value)}${unit && ` ${unit}`}${held}`;
}

function shown(value: number): string {
  return String(Math.round(value * 10) / 10);
}
