import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadFile } from '../../app/pipeline/station/ports.ts';
import { storeError } from './sqliteError.ts';

/** A new file of its own name in `folder`, readable by this user alone. Throws the AppErrors of storeError. */
export async function newUpload(folder: string): Promise<UploadFile> {
  const path = join(folder, `${randomUUID()}.upload`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  let last: Promise<void> = Promise.resolve();
  let discarded: Promise<void> | null = null;
  return {
    path,
    append(bytes) {
      last = last.then(async () => {
        try {
          await file.appendFile(bytes);
        } catch (thrown) {
          throw storeError(thrown);
        }
      });
      return last;
    },
    discard() {
      discarded ??= last
        .catch(() => undefined) // told to the one who appended
        .then(() => file.close())
        .then(() => rm(path, { force: true }));
      return discarded;
    },
  };
}

/** Removes what uploads left that a crash cut off. */
export async function removeLeftUploads(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
