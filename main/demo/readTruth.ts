import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppError } from '../../app/base/error.ts';
import { TruthReader } from '../../app/demo/truth/truthReader.ts';
import type { TruthRecord } from '../../app/demo/truth/truthRecords.ts';

/**
 * Gives the records of a truth file to `take`, one after the other; a long truth is never whole in memory.
 * @throws AppError with one sentence when the file cannot be read, is no truth, or is torn
 */
export async function readTruth(path: string, take: (record: TruthRecord) => void): Promise<void> {
  const file = createReadStream(path);
  const opened = new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', reject);
  });
  try {
    await opened;
  } catch (cause) {
    const code = String((cause as { code?: unknown }).code);
    const text = code === 'ENOENT' ? `${path} does not exist. Check the path.` : `${path} cannot be read (${code}).`;
    throw new AppError('not-found', text, { cause });
  }
  const reader = new TruthReader();
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Infinity })) take(reader.read(line));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('unavailable', `${path} cannot be read (${String((thrown as { code?: unknown }).code)}).`, {
      cause: thrown,
    });
  } finally {
    file.destroy();
  }
  reader.finish();
}
