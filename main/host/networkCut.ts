import { spawnSync } from 'node:child_process';

const wanted = ['--user', '--map-current-user', '--net'];
let found: readonly string[] | null | undefined;

/** Arguments of `unshare` for a process without network, `null` where the system has none for us. */
export function networkCut(): readonly string[] | null {
  if (found === undefined) {
    const works = process.platform === 'linux' && spawnSync('unshare', [...wanted, '--', 'true']).status === 0;
    found = works ? wanted : null;
  }
  return found;
}
