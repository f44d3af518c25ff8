import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { loadKey } from './keyFile.ts';
import { secretBox } from './secretBox.ts';

const lost = new AppError('data-loss', 'A stored secret cannot be read with the key of this station.');
const key = new Uint8Array(32).fill(3);

describe('the secret box', () => {
  it('gives back every text at its own place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, place) => {
        const box = secretBox(key);
        expect(box.open(box.seal(secret, place), place)).toBe(secret);
      }),
    );
  });

  it('never seals the same text to the same bytes', () => {
    const box = secretBox(key);
    expect(Buffer.from(box.seal('geheim', 'a')).equals(box.seal('geheim', 'a'))).toBe(false);
  });

  it.each<[string, (sealed: Uint8Array) => string]>([
    ['with another key', (sealed) => secretBox(new Uint8Array(32)).open(sealed, 'camera:1')],
    ['at the place of another camera', (sealed) => secretBox(key).open(sealed, 'camera:2')],
    ['cut short', (sealed) => secretBox(key).open(sealed.subarray(0, -1), 'camera:1')],
    ['when empty', () => secretBox(key).open(new Uint8Array(0), 'camera:1')],
  ])('does not open %s', (_, open) => {
    const sealed = secretBox(key).seal('geheim', 'camera:1');
    expect(() => open(sealed)).toThrow(lost);
  });

  it('does not open with any one bit changed', () => {
    const sealed = secretBox(key).seal('geheim', 'camera:1');
    const opened = Array.from({ length: sealed.length * 8 }, (_, bit) => {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      try {
        return secretBox(key).open(changed, 'camera:1');
      } catch {
        return null;
      }
    }).filter((text) => text !== null);
    expect(opened).toEqual([]);
  });
});

describe('the key file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'its-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, random, for this user alone', () => {
    const first = Buffer.from(loadKey(folder, 1));
    const file = join(folder, 'secrets.key');
    expect([
      first.length,
      first.equals(loadKey(folder, 2)),
      first.equals(Buffer.alloc(32)),
      readdirSync(folder),
    ]).toEqual([32, true, false, ['secrets.key']]);
    expect(readFileSync(file).equals(first)).toBe(true);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('is closed to others again when somebody opened it', () => {
    loadKey(folder, 1);
    chmodSync(join(folder, 'secrets.key'), 0o644);
    loadKey(folder, 2);
    expect((statSync(join(folder, 'secrets.key')).mode & 0o777).toString(8)).toBe('600');
  });

  it('of another length is kept aside and a new one made', () => {
    writeFileSync(join(folder, 'secrets.key'), 'short');
    expect(loadKey(folder, 7).length).toBe(32);
    expect(readFileSync(join(folder, 'secrets.key.damaged-7'), 'utf8')).toBe('short');
  });
});
