import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type TextSink, WholeFile } from './wholeFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'its-whole-'));
afterAll(() => rmSync(folder, { recursive: true }));
const longLine = 'x'.repeat(200_000);

/** A disk that holds this many characters. */
function smallDisk(characters: number): (path: string) => Promise<TextSink> {
  let left = characters;
  return async () => ({
    async write(text) {
      left -= text.length;
      if (left < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    },
    close: async () => undefined,
  });
}

describe('a file that is whole or not there', () => {
  it('has its name only once it is finished', async () => {
    const file = await WholeFile.create(join(folder, 'a.jsonl'));
    for (let line = 0; line < 4; line++) await file.writeLine(longLine);
    expect(readdirSync(folder)).toEqual(['a.jsonl.part']);
    await file.finish();
    expect(readdirSync(folder)).toEqual(['a.jsonl']);
    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe(`${longLine}\n`.repeat(4));
    rmSync(join(folder, 'a.jsonl'));
  });

  it('leaves nothing when it is given up', async () => {
    const file = await WholeFile.create(join(folder, 'b.jsonl'));
    for (let line = 0; line < 4; line++) await file.writeLine(longLine);
    expect(readdirSync(folder)).toEqual(['b.jsonl.part']);
    await file.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so when the disk is full, while it is written and at its end', async () => {
    const sentence =
      'The disk is full: c.jsonl could not be written and was taken away. Make room, or name another folder.';
    const during = await WholeFile.create('c.jsonl', smallDisk(100_000));
    await during.writeLine(longLine);
    await expect(during.writeLine(longLine)).rejects.toMatchObject({ code: 'resource-exhausted', message: sentence });
    const atEnd = await WholeFile.create('c.jsonl', smallDisk(100_000));
    await atEnd.writeLine(longLine);
    await expect(atEnd.finish()).rejects.toMatchObject({ code: 'resource-exhausted', message: sentence });
    const fits = await WholeFile.create('c.jsonl', smallDisk(500_000));
    await fits.writeLine(longLine);
    await expect(fits.writeLine(longLine)).resolves.toBeUndefined();
  });

  it('says so when it cannot be begun', async () => {
    await expect(WholeFile.create(join(folder, 'nowhere', 'd.jsonl'))).rejects.toMatchObject({
      code: 'failed-precondition',
      message: `${join(folder, 'nowhere', 'd.jsonl')} cannot be written (ENOENT). Name another folder.`,
    });
  });
});
