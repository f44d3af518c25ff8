import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { carsOverTheLine, toyPose, toyStepMs, toyTruth } from '../../app/demo/truth/testing/toyRoad.ts';
import type { TruthRecord } from '../../app/demo/truth/truthRecords.ts';
import { readTruth } from './readTruth.ts';
import { solidBoxSource } from './solidBoxSource.ts';
import { type SimulationOrder, writeSimulation } from './writeSimulation.ts';

const root = mkdtempSync(join(tmpdir(), 'its-simulation-'));
afterAll(() => rmSync(root, { recursive: true }));
const scenes = carsOverTheLine();
const line = { name: 'near', from: { xM: 30, yM: 6 }, to: { xM: 30, yM: -6 } };

/** The toy road, filmed by a camera that writes what it is told into a file. */
function order(change: Partial<SimulationOrder> = {}): SimulationOrder {
  let step = 0;
  return {
    folder: join(root, 'out'),
    recording: {
      seed: 7,
      scenarios: [],
      startHour: 8,
      light: 'day',
      stepMs: toyStepMs,
      steps: scenes.length,
      boxesFrom: 'solid',
      lanes: [{ id: 'one', type: 'street', lengthM: 100, widthM: 3.5, speedLimitMps: 13.9 }],
      cameras: [{ pose: toyPose, lines: [line], film: 'toy.mp4' }],
    },
    run: {
      next: () => {
        const signals = new Map([['head', step < 2 ? ('red' as const) : ('green' as const)]]);
        return { timeMs: toyStepMs * step, bodies: scenes[step++] ?? [], signals };
      },
      laneOf: () => 'one',
      // Asked for after the step was taken, hence one more.
      laneEnds: () => (step === 6 ? [{ lane: 'one', bodyId: 1 }] : []),
      light: () => (step < 10 ? 'day' : 'rain'),
      faultOf: () => undefined,
      incidents: () => [
        { type: 'breakdown', beginMs: 80, endMs: null, place: { xM: 30, yM: 0, lane: 'one' }, bodies: [1] },
      ],
    },
    startBoxes: async (folder) => {
      writeFileSync(folder.pathOf('toy.mp4.part'), 'half');
      const boxes = solidBoxSource([toyPose]);
      return { ...boxes, finish: async () => writeFileSync(folder.pathOf('toy.mp4'), 'whole') };
    },
    onStep: () => undefined,
    signal: new AbortController().signal,
    ...change,
  };
}

/** The order with a camera that fails. */
function failing(when: 'next' | 'finish'): Partial<SimulationOrder> {
  const whole = order();
  const fail = (): never => {
    throw new Error('the camera broke');
  };
  return { startBoxes: async (folder) => ({ ...(await whole.startBoxes(folder)), [when]: async () => fail() }) };
}

const fullAfter = (characters: number): NonNullable<SimulationOrder['openSink']> => {
  let left = characters;
  return async () => ({
    async write(text) {
      left -= text.length;
      if (left < 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    },
    close: async () => undefined,
  });
};

describe('a simulation is written whole or not at all', () => {
  it('the truth is read as it was recorded', async () => {
    await writeSimulation(order());
    const records: TruthRecord[] = [];
    await readTruth(join(root, 'out', 'truth.jsonl'), (record) => records.push(record));
    const [header, ...others] = toyTruth(scenes);
    const filmed = records[0]?.record === 'header' ? records[0].cameras[0]?.film : undefined;
    expect([filmed, header?.record, records.slice(1)]).toEqual(['toy.mp4', 'header', others]);
    rmSync(join(root, 'out'), { recursive: true });
  });

  it.each<[string, () => Partial<SimulationOrder>, string]>([
    ['the disk is full', () => ({ openSink: fullAfter(1000) }), 'The disk is full: '],
    ['a camera fails', () => failing('next'), 'the camera broke'],
    ['a film fails at its end', () => failing('finish'), 'the camera broke'],
    ['it is interrupted', () => ({ signal: AbortSignal.abort() }), 'Interrupted: nothing was kept.'],
  ])('nothing is left when %s', async (_, change, sentence) => {
    await expect(writeSimulation(order(change()))).rejects.toThrow(sentence);
    expect(existsSync(join(root, 'out'))).toBe(false);
    mkdirSync(join(root, 'out'));
    await expect(writeSimulation(order(change()))).rejects.toThrow(sentence);
    expect(readdirSync(join(root, 'out'))).toEqual([]);
    rmSync(join(root, 'out'), { recursive: true });
  });

  it.each<[string, () => string, string]>([
    ['that is not empty', () => root, 'is not empty'],
    ['that is a file', () => join(root, 'file'), 'is a file or lies below one'],
    ['below a file', () => join(root, 'file', 'below'), 'is a file or lies below one'],
  ])('a folder %s is left as it is', async (_, path, what) => {
    writeFileSync(join(root, 'file'), 'mine');
    const sentence = `The folder ${path()} ${what}. Name a new one after --out.`;
    await expect(writeSimulation(order({ folder: path() }))).rejects.toThrow(sentence);
    expect(readdirSync(root)).toEqual(['file']);
  });

  it('a camera that cannot stand like that is refused before anything is made', async () => {
    const { recording } = order();
    const cameras = [{ pose: { ...toyPose, zM: -1 }, lines: [], film: null }];
    await expect(writeSimulation(order({ recording: { ...recording, cameras } }))).rejects.toThrow(
      'Camera toy cannot stand like that: it is not above the ground.',
    );
    expect(existsSync(join(root, 'out'))).toBe(false);
  });
});
