import { readdir, readFile } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { toAppError } from '../../app/base/error.ts';
import { CommandError, exitCode } from './exit.ts';

const benchmarkFormats = ['mot', 'kitti'] as const;
export type BenchmarkFormat = (typeof benchmarkFormats)[number];

/** @throws CommandError for anything but `mot` and `kitti` */
export function benchmarkFormatOf(text: string | undefined): BenchmarkFormat {
  const format = benchmarkFormats.find((known) => known === text);
  if (format) return format;
  const given = text === undefined ? '--format is missing' : `The format "${text}" is not known`;
  throw new CommandError(exitCode.usage, `${given}. Give --format mot or --format kitti.`);
}

/** Rows of a benchmark file. @throws CommandError naming the file, and the line where one is bad */
export async function readRows<Row>(path: string, parse: (text: string) => Row[]): Promise<Row[]> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => unreadable(path, thrown));
  try {
    return parse(text);
  } catch (thrown) {
    throw new CommandError(exitCode.sourceUnreadable, `${path}: ${toAppError(thrown).message}`, { cause: thrown });
  }
}

/** Files and folders of a folder. @throws CommandError naming it */
export async function readFolder(path: string): Promise<Dirent[]> {
  return await readdir(path, { withFileTypes: true }).catch((thrown: unknown) => unreadable(path, thrown));
}

const plainTexts: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist. Check the path.',
  EISDIR: 'is a folder. Give one file.',
  ENOTDIR: 'is not a folder. Give the folder that holds the files.',
  EACCES: 'may not be read. Check its permissions.',
};

function unreadable(path: string, thrown: unknown): never {
  const code = String((thrown as { code?: unknown }).code);
  const text = plainTexts[code] ?? `cannot be read (${toAppError(thrown).message}).`;
  throw new CommandError(exitCode.sourceUnreadable, `${path} ${text}`, { cause: thrown });
}
