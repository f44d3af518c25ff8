import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { openSqliteStores } from '../sqliteStores.ts';
import { secretBox } from '../../secrets/secretBox.ts';

/**
 * A writer to be killed: `node writerChild.ts FOLDER FIRST commitFirst|ackFirst`. Writes one track and one setting a
 * turn, numbered from FIRST, and says each number on stdout once it is committed (or before, to show what that loses).
 */
flushCompileCache(); // nobody who is killed writes it at the end
const [folder = '', first = '', mode = ''] = process.argv.slice(2);
const stores = openSqliteStores(folder, secretBox(new Uint8Array(32)), 0, () => 'unused');
const groupOf = mode === 'ackFirst' ? 10 : 1;

for (let turn = Number(first); ; turn += groupOf) {
  const numbers = Array.from({ length: groupOf }, (_, at) => turn + at);
  if (mode === 'ackFirst') acknowledge(numbers);
  stores.tracks.append(
    numbers.map((trackId) => ({
      cameraId: 'a',
      epoch: 1,
      trackId,
      className: 'car',
      score: 0.5,
      firstAtMs: trackId,
      width: 640,
      height: 360,
      path: [[trackId, 1, 2, 3, 4]],
    })),
  );
  stores.settings.save({ ...stores.settings.read(), siteName: String(numbers.at(-1)) });
  if (mode === 'commitFirst') acknowledge(numbers);
}

function acknowledge(numbers: readonly number[]): void {
  for (const number of numbers) writeSync(1, `${number}\n`);
}
