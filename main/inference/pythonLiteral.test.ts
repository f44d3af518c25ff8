import { describe, expect, test } from 'vitest';
import { pythonIntegers, pythonNames } from './pythonLiteral.ts';

describe('class names as a Python literal', () => {
  test.each([
    ['a dict, as Ultralytics writes it', "{0: 'person', 1: 'traffic light'}", ['person', 'traffic light']],
    ['a list', "['car', 'bus']", ['car', 'bus']],
    ['both quotes', `{0: "driver's cab", 1: 'a "b"'}`, ["driver's cab", 'a "b"']],
    ['escapes', String.raw`{0: 'o\'brien', 1: 'Stra\xdfe \u8eca \U0001f697'}`, ["o'brien", 'Straße 車 🚗']],
    ['other letters as they are', "{0: 'Fußgänger'}", ['Fußgänger']],
    ['a comma at the end, no spaces', "{0:'a',1:'b',}", ['a', 'b']],
    ['empty', '{}', null],
    ['gaps', "{0: 'a', 2: 'b'}", null],
    ['a call', "__import__('os').system('id')", null],
    ['something behind', "{0: 'a'} or 1", null],
    ['no end', "{0: 'a'", null],
    ['no end of a name', "{0: 'a", null],
    ['an unknown escape', String.raw`{0: '\N{BULLET}'}`, null],
    ['a code point that does not exist', String.raw`{0: '\Uffffffff'}`, null],
    ['numbers for names', '{0: 1}', null],
    ['JSON', '{"0": "a"}', null],
  ] as const)('%s', (_, text, names) => {
    expect(pythonNames(text)).toEqual(names);
  });

  test('a list beyond all bounds is refused', () => {
    expect(pythonNames(`[${"'a',".repeat(10_001)}]`)).toBeNull();
  });
});

describe('a list of numbers', () => {
  test.each([
    ['[640, 384]', [640, 384]],
    ['(320, 320)', [320, 320]],
    ['[640]', [640]],
    ['640', null],
    ['[640, -1]', null],
    ['[640, exit()]', null],
  ])('%s', (text, numbers) => {
    expect(pythonIntegers(text)).toEqual(numbers);
  });
});
