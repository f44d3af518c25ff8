import type { SignalChange } from '../../traffic/signals/signalChange.ts';
import type { StationPorts } from '../station/ports.ts';
import { BatchWriter } from './batchWriter.ts';

/** Stores what signals showed: a replay then knows who drove at red. */
export function signalWriter(ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>) {
  const { signals } = ports.stores;
  return new BatchWriter<SignalChange>(ports, {
    ...{ what: 'signals', waitMs: 1000, mostWaiting: 20_000 },
    append: (changes) => signals.append(changes),
  });
}
