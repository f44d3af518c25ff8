import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateKeys } from './duplicateKeys.ts';

describe('names that stand twice', () => {
  it.each<[string, string[]]>([
    ['{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}', []],
    ['{"a":1,"a":2}', ['a']],
    ['[{"x":{"y":1,"y":2}}]', ['y']],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', []],
    ['{"a":"a:a","b":"a"}', []],
    ['{"\\u0061":1,"a":2}', ['a']],
  ])('%s: %j', (text, names) => {
    expect(duplicateKeys(text)).toEqual(names);
  });

  it('are none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(duplicateKeys(JSON.stringify(value))).toEqual([]);
      }),
    );
  });
});
