import { type Measure, reached } from './measure.ts';

/** What is measured, in the order of the table; each loads only when it is its turn. */
const parts: readonly { readonly name: string; readonly run: () => Promise<Measure[]> }[] = [
  { name: 'pipeline', run: async () => (await import('./pipelineBench.ts')).measurePipeline() },
  {
    name: 'inference',
    run: async () => (await import('./inferenceBench.ts')).measureInference().then(({ measures }) => [...measures]),
  },
  { name: 'sources', run: async () => (await import('./sourceBench.ts')).measureSources() },
  { name: 'memory', run: async () => (await import('./memoryBench.ts')).measureMemory() },
  { name: 'stores', run: async () => (await import('./storeBench.ts')).measureStores() },
  { name: 'windows', run: async () => (await import('./windowBench.ts')).measureWindows() },
  { name: 'rules', run: async () => (await import('./rulesBench.ts')).measureRules() },
  { name: 'replay', run: async () => (await import('./replayBench.ts')).measureReplay() },
  { name: 'simulation', run: async () => (await import('./simulationBench.ts')).measureSimulation() },
  { name: 'live', run: async () => (await import('./liveViewBench.ts')).measureLiveView() },
  { name: 'map', run: async () => (await import('./mapBench.ts')).measureMap() },
];

/** `npm run bench [PART …]`: one table of ratios with medians. */
const wanted = process.argv.slice(2);
const rows: Measure[] = [];
for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stderr.write(`measuring ${part.name}…\n`);
  rows.push(...(await part.run()));
}
rows.sort((a, b) => a.goal - b.goal);
process.stdout.write(['goal  ratio   bound     reached  n     load  what', ...rows.map(lineOf), ''].join('\n'));

function lineOf(row: Measure): string {
  const verdict = row.void === null ? (reached(row) ? 'yes' : 'no') : 'void';
  const cells = [
    String(row.goal).padStart(4),
    row.ratio.toFixed(3).padStart(6),
    `${row.bound} ${row.target}`.padEnd(8),
    verdict.padEnd(7),
    String(row.pairs).padEnd(4),
    row.load.toFixed(1).padStart(4),
    `${row.what} (${row.detail})${row.void === null ? '' : `; void: ${row.void}`}`,
  ];
  return cells.join('  ');
}
