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
import { crc32 } from 'node:zlib';

/**
 * The optimised copy of one model for this CPU and this runtime: its own choice of kernels makes it useless elsewhere,
 * and a damaged copy could compute wrong without failing, so that its checksum is compared before every use (a CRC: it is
 * against a failing disk, and SHA-256 would eat a quarter of what the copy saves).
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

/**
 * @param modelSha256 of the imported model
 * @param runtimeVersion of onnxruntime; a new version makes new copies
 */
export function optimisedCopy(cacheFolder: string, modelSha256: string, runtimeVersion: string): OptimisedCopy {
  const cpuModel = cpus()[0]?.model ?? 'unknown';
  const key = createHash('sha256').update(`${modelSha256}\n${runtimeVersion}\n${cpuModel}`).digest('hex');
  const file = join(cacheFolder, `optimised-${key.slice(0, 24)}.onnx`);
  const sumFile = `${file}.crc32`;
  const newFile = `${file}.${process.pid}.${Math.trunc(performance.now() * 1000)}.new.onnx`;
  try {
    mkdirSync(cacheFolder, { recursive: true });
  } catch {
    // Then there is no copy, and none can be written.
  }
  return {
    file,
    newFile,
    isGood: () => existsSync(file) && existsSync(sumFile) && readFileSync(sumFile, 'utf8') === crc32OfFile(file),
    commit() {
      try {
        const sum = crc32OfFile(newFile);
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

/** Lower-case hex. */
export function sha256OfFile(file: string): string {
  const hash = createHash('sha256');
  eachPiece(file, (piece) => hash.update(piece));
  return hash.digest('hex');
}

/** Lower-case hex. */
export function crc32OfFile(file: string): string {
  let sum = 0;
  eachPiece(file, (piece) => {
    sum = crc32(piece, sum);
  });
  return sum.toString(16);
}

/** Reads 1 MiB at a time: a large model then costs no memory of its size. */
function eachPiece(file: string, take: (piece: Buffer) => void): void {
  const piece = Buffer.allocUnsafe(2 ** 20);
  const descriptor = openSync(file, 'r');
  try {
    for (let length = readSync(descriptor, piece); length > 0; length = readSync(descriptor, piece)) {
      take(piece.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}
