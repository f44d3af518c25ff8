import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder that goes with its test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'its-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
