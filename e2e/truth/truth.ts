import type { TruthRow } from './row.ts';

interface Part {
  readonly name: string;
  readonly run: () => Promise<TruthRow[]>;
  /** It takes an hour: it is not among those that run when none is named. */
  readonly isLong?: true;
}

/** What is held against the truth, in the order of the table; each loads only when it is its turn. */
const parts: readonly Part[] = [
  { name: 'calibration', run: async () => (await import('./calibration.ts')).calibrationRows() },
  { name: 'quantities', run: async () => (await import('./quantities.ts')).quantityRows() },
  { name: 'incidents', run: async () => (await import('./incidents.ts')).incidentRows() },
  { name: 'filmed', run: async () => (await import('./filmedIncidents.ts')).filmedRows(), isLong: true },
  { name: 'signals', run: async () => (await import('./signals.ts')).signalRows() },
  { name: 'debris', run: async () => (await import('./debris.ts')).debrisRows() },
  { name: 'view', run: async () => (await import('./view.ts')).viewRows() },
];

/** `npm run truth [PART …]`: what the product measures and finds, beside what is known to be true; seeded, offline. */
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !parts.some((part) => part.name === name));
if (unknown !== undefined) {
  process.stderr.write(`There is no part "${unknown}"; the parts are ${parts.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}
process.stdout.write('goal  met  figure (limit): what\n');
let missed = 0;
const isWanted = ({ name, isLong }: Part) => (wanted.length === 0 ? !isLong : wanted.includes(name));
for (const { name, run } of parts.filter(isWanted)) {
  process.stderr.write(`${name}…\n`);
  for (const { goal, what, figure, limit, met } of await run()) {
    if (!met) missed++;
    process.stdout.write(`${goal.padStart(4)}  ${met ? 'yes' : 'NO '}  ${figure} (${limit}): ${what}\n`);
  }
}
process.stdout.write(`${missed === 0 ? 'every goal met' : `${missed} not met`}\n`);
