import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/**
 * The optimised copy of one model for this CPU and this runtime: its own choice of kernels makes it useless elsewhere,
 * and a damaged copy could compute wrong without failing, so that its hash is checked before every use.
 */
export interface OptimisedCopy {
  readonly file: string;
  /** True when the copy is there and whole. */
  isGood(): boolean;
  /** A name to write a new copy to. */
  readonly newFile: string;
  /** Takes the copy at `newFile` into use; on failure the product runs on without one. */
  commit(): void;
  /** Removes the copy and what may lie at `newFile`. */
  forget(): void;
}

/** @param runtimeVersion of onnxruntime; a new version makes new copies */
export function optimisedCopy(cacheFolder: string, modelPath: string, runtimeVersion: string): OptimisedCopy {
  const cpuModel = cpus()[0]?.model ?? 'unknown';
  const key = createHash('sha256')
    .update(`${sha256OfFile(modelPath)}\n${runtimeVersion}\n${cpuModel}`)
    .digest('hex');
  const file = join(cacheFolder, `optimised-${key.slice(0, 24)}.onnx`);
  const sumFile = `${file}.sha256`;
  const newFile = `${file}.${process.pid}.${Math.trunc(performance.now() * 1000)}.new.onnx`;
  try {
    mkdirSync(cacheFolder, { recursive: true });
  } catch {
    // Then there is no copy, and none can be written.
  }
  return {
    file,
    newFile,
    isGood: () => existsSync(file) && existsSync(sumFile) && readFileSync(sumFile, 'utf8') === sha256OfFile(file),
    commit() {
      try {
        const sum = sha256OfFile(newFile);
        renameSync(newFile, file);
        writeFileSync(`${newFile}.sum`, sum);
        renameSync(`${newFile}.sum`, sumFile);
      } catch {
        // A full or read-only disk costs the faster start, not the detection.
        remove(newFile, `${newFile}.sum`);
      }
    },
    forget: () => remove(file, sumFile, newFile),
  };
}

function remove(...files: readonly string[]): void {
  for (const file of files) {
    try {
      rmSync(file, { force: true });
    } catch {
      // Read-only: it stays, and its hash decides whether it is used.
    }
  }
}

/** Lower-case hex; reads 1 MiB at a time. */
export function sha256OfFile(file: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(2 ** 20);
  const descriptor = openSync(file, 'r');
  try {
    for (let length = readSync(descriptor, piece); length > 0; length = readSync(descriptor, piece)) {
      hash.update(piece.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}
