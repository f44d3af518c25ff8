import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/base/error.ts';

export const truthName = 'truth.jsonl';

/** A folder that was empty before: whatever the simulation put there can be taken away again. */
export interface SimulationFolder {
  pathOf(name: string): string;
  /** Takes files away, finished ones and their `.part`, and the folder itself if it was made for them. Never throws. */
  clear(names: readonly string[]): Promise<void>;
}

/** @throws AppError `invalid-argument` unless the folder is new or empty and can be written to */
export async function openSimulationFolder(path: string): Promise<SimulationFolder> {
  const refuse = (what: string, cause?: unknown): never => {
    throw new AppError('invalid-argument', `The folder ${path} ${what}. Name a new one after --out.`, { cause });
  };
  let madeHere: string | undefined;
  try {
    madeHere = await mkdir(path, { recursive: true });
    if ((await readdir(path)).length > 0) refuse('is not empty');
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const code = String((thrown as { code?: unknown }).code);
    const isFile = code === 'EEXIST' || code === 'ENOTDIR';
    refuse(isFile ? 'is a file or lies below one' : `cannot be made (${code})`, thrown);
  }
  const pathOf = (name: string): string => join(path, name);
  return {
    pathOf,
    async clear(names) {
      for (const name of names) {
        await rm(pathOf(name), { force: true }).catch(() => undefined);
        await rm(pathOf(`${name}.part`), { force: true }).catch(() => undefined);
      }
      // Only when nothing else came into it meanwhile.
      if (madeHere !== undefined) await rmdir(path).catch(() => undefined);
    },
  };
}
