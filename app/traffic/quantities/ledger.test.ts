import { expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

const north = { kind: 'line', id: 'north' } as const;

function booked(ledger: Ledger): [number, number][] {
  return ledger.close(Number.POSITIVE_INFINITY).map(({ beginAtMs, sums }) => [beginAtMs, sums.drivenM]);
}

it('books what goes on over a boundary in both intervals, each with its share', () => {
  const ledger = new Ledger([north], 10_000);
  for (const atMs of [0, 10_000, 20_000]) ledger.open(atMs);
  ledger.spread(north, 8000, 23_000, (sums, share) => {
    sums.drivenM += 150 * share;
  });
  expect(booked(ledger)).toEqual([
    [0, 20],
    [10_000, 100],
    [20_000, 30],
  ]);
});

it('books in the oldest open interval what comes too late for its own, so that nothing is lost', () => {
  const ledger = new Ledger([north], 10_000);
  for (const atMs of [0, 10_000, 20_000]) ledger.open(atMs);
  expect(ledger.close(15_000).map(({ beginAtMs }) => beginAtMs)).toEqual([0]);
  ledger.at(north, 9999).drivenM++;
  expect(booked(ledger)).toEqual([
    [10_000, 1],
    [20_000, 0],
  ]);
});

it('knows only the elements that are measured', () => {
  const ledger = new Ledger([north], 10_000);
  ledger.open(0);
  expect(ledger.at(north, 0).drivenM).toBe(0);
  expect(() => ledger.at({ kind: 'line', id: 'south' }, 0)).toThrow('line south is not measured');
});
