import { encode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoded, encoded } from './wireCodec.ts';
import { objectionToWire } from './wireShape.ts';

describe('the wire codec', () => {
  it('brings plain values and bytes across whole', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        // The format has one zero: minus nothing comes across as nothing.
        fc.double({ noNaN: true }).map((number) => number + 0),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.uint8Array({ maxLength: 300 }),
        fc.array(tie('value'), { maxLength: 40 }),
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          tie('value'),
          { noNullPrototype: true },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(value, (message) => {
        expect(decoded(encoded(message))).toEqual(message);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out what is undefined', () => {
    expect(decoded(encoded({ a: undefined, b: 1 }))).toEqual({ b: 1 });
  });

  it.each<[string, number[], string]>([
    ['nothing', [], 'it is cut off or unknown'],
    ['half a number', [0xcd, 1], 'it is shorter than it claims'],
    ['half a text', [0xd9, 200, 1], 'it is shorter than it claims'],
    ['two values', [1, 2], 'it is longer than one value'],
    ['an array that claims four gigabytes', [0xdd, 0xff, 0xff, 0xff, 0xff], 'it is shorter than it claims'],
    ['a map that claims four gigabytes', [0xdf, 0xff, 0xff, 0xff, 0xff], 'it is shorter than it claims'],
    [
      'arrays of arrays that claim much',
      Array.from({ length: 3000 }, (_, i) => [0xdc, 0xff, 0xff][i % 3] ?? 0),
      'it is shorter than it claims',
    ],
    ['a deep nest', [...(Array(65).fill(0x91) as number[]), 1], 'it is nested too deeply'],
    ['an extension type', [0xd6, 0xff, 0, 0, 0, 0], 'it is cut off or unknown'],
    ['the code that means nothing', [0xc1], 'it is cut off or unknown'],
  ])('refuses %s before making room for it', (_, bytes, objection) => {
    expect(objectionToWire(new Uint8Array(bytes))).toBe(objection);
    expect(() => decoded(new Uint8Array(bytes))).toThrow(`The message was refused: ${objection}.`);
  });

  it('refuses a prototype key', () => {
    const bytes = encode(JSON.parse('{"__proto__": {"admin": true}}'));
    expect(() => decoded(bytes)).toThrow('The message is not valid MessagePack.');
  });
});
