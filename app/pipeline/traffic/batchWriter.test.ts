import { expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { SimulatedClock } from '../../base/simulatedClock.ts';
import { BatchWriter } from './batchWriter.ts';

function written() {
  const clock = new SimulatedClock();
  const [stored, commits, logged]: [number[][], string[], string[]] = [[], [], []];
  const disk = { full: false };
  const log = { ...silentLog, log: (_level: string, message: string) => void logged.push(message) };
  const writer = new BatchWriter<number>(
    { clock, log, committed: (done) => commits.push(done) },
    {
      ...{ what: 'numbers', waitMs: 500, mostWaiting: 4 },
      append(batch) {
        if (disk.full) throw new Error('The disk is full.');
        stored.push([...batch]);
      },
      after: (batch) => commits.push(`after ${batch.length}`),
    },
  );
  return { clock, writer, stored, commits, logged, disk };
}

it('stores what came within its time in one batch, and then what follows from it', async () => {
  const { clock, writer, stored, commits, logged } = written();
  writer.add([1]);
  await clock.advance(499);
  writer.add([2, 3]);
  const before = stored.length;
  await clock.advance(1);
  writer.add([]);
  await clock.advance(1000);
  expect([before, stored, commits, logged]).toEqual([0, [[1, 2, 3]], ['numbers saved', 'after 3'], []]);
});

it('keeps what the store cannot take, the newest of it, and tries again', async () => {
  const { clock, writer, stored, commits, logged, disk } = written();
  disk.full = true;
  writer.add([1, 2, 3]);
  await clock.advance(500);
  writer.add([4, 5]);
  disk.full = false;
  const meanwhile = [...stored];
  await clock.advance(2000);
  expect([meanwhile, logged, stored, commits]).toEqual([
    [],
    ['numbers could not be saved'],
    [[2, 3, 4, 5]],
    ['numbers saved', 'after 4'],
  ]);
});

it('stores at once what waits when it ends', () => {
  const { writer, stored } = written();
  writer.add([7]);
  writer.flush();
  writer.flush();
  expect(stored).toEqual([[7]]);
});
