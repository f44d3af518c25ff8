import { fileURLToPath } from 'node:url';
import { silentLog } from '../../app/base/log.ts';
import type { ThrowAwayEnd } from '../../app/contracts/host.ts';
import { NodeHost } from '../host/nodeHost.ts';
import { ThrowAways } from '../host/throwAways.ts';
import { platformClock } from '../platformClock.ts';

/** Runs the throw-away process: options for it in, how it ended out. It is ended after `maxWallMs`. */
export type ProbeLaunch = (options: unknown, maxWallMs: number) => Promise<ThrowAwayEnd>;

/**
 * Without a host: this process, on plain Node, starts it itself.
 * @param module the entry file; another one in tests
 */
export function directLaunch(module = fileURLToPath(new URL('./probeChild.ts', import.meta.url))): ProbeLaunch {
  const throwAways = new ThrowAways(new NodeHost(), platformClock, silentLog, { probe: module });
  return (options, maxWallMs) => throwAways.run({ module: 'probe', options, maxWallMs });
}
