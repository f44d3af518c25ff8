import { describe, expect, it } from 'vitest';
import type { Camera } from '../../../app/camera/camera.ts';
import { type CameraDraft, draftOf, errorsOf, newDraft, nextFreeNumber, streamKeyOf, toSave } from './cameraDraft.ts';
import { moved } from './listOrder.ts';
import { apart, isOnThisComputer, sourceFault } from './sourceText.ts';

const camera: Camera = {
  cameraId: 'c1',
  position: 0,
  number: 3,
  name: 'Bridge',
  sourceUrl: 'rtsp://10.0.0.1/live',
  enabled: true,
  analysisFps: 5,
  playback: { pace: 'realTime', loop: true },
  hasCredentials: true,
};
const good: CameraDraft = { ...newDraft([]), name: ' Gate ', sourceUrl: ' rtsp://10.0.0.2/live ' };

describe('a camera draft', () => {
  it.each([
    ['none', [], 1],
    ['a gap', [1, 2, 4], 3],
    ['none from 1', [5, 6], 1],
    ['all in order', [2, 1], 3],
  ])('takes the smallest free number: %s', (_, numbers, free) => {
    expect(nextFreeNumber(numbers.map((number) => ({ ...camera, number })))).toBe(free);
  });

  it.each<[string, Partial<CameraDraft>, string[]]>([
    ['nothing wrong', {}, []],
    ['no number', { number: '' }, ['number']],
    ['number 0', { number: 0 }, ['number']],
    ['number with a fraction', { number: 1.5 }, ['number']],
    ['number too large', { number: 10_000 }, ['number']],
    ['number taken', { number: 3 }, ['number']],
    ['blank name', { name: '   ' }, ['name']],
    ['name too long', { name: 'x'.repeat(81) }, ['name']],
    ['no address', { sourceUrl: ' ' }, ['sourceUrl']],
    ['a foreign scheme', { sourceUrl: 'concat:/etc/passwd' }, ['sourceUrl']],
    ['password without user', { password: 'x' }, ['user']],
    ['user too long', { user: 'x'.repeat(257) }, ['user']],
    ['fps missing', { analysisFps: '' }, ['analysisFps']],
    ['fps negative', { analysisFps: -1 }, ['analysisFps']],
    ['fps too high', { analysisFps: 31 }, ['analysisFps']],
    ['fps 0 shows without counting', { analysisFps: 0 }, []],
  ])('is checked field by field: %s', (_, change, fields) => {
    expect(Object.keys(errorsOf({ ...good, ...change }, [camera]))).toEqual(fields);
  });

  it.each<[string, CameraDraft, object]>([
    ['new, without user', good, { credentials: null }],
    ['new, with user', { ...good, user: 'u', password: 'p' }, { credentials: { user: 'u', password: 'p' } }],
    ['stored ones kept', draftOf(camera), {}],
    ['stored ones removed', { ...draftOf(camera), credentials: 'remove' }, { credentials: null }],
    [
      'stored ones replaced',
      { ...draftOf(camera), credentials: 'enter', user: 'v', password: '' },
      { credentials: { user: 'v', password: '' } },
    ],
  ])('says what becomes of the credentials: %s', (_, draft, credentials) => {
    const { settings, ...rest } = toSave(draft);
    expect([settings.name, settings.sourceUrl, rest]).toEqual([draft.name.trim(), draft.sourceUrl.trim(), credentials]);
  });

  it('has one stream for one address and the same credentials', () => {
    const key = streamKeyOf(good);
    const same = [{ name: 'Other' }, { number: 9 }, { sourceUrl: 'rtsp://10.0.0.2/live' }];
    const other = [{ sourceUrl: 'rtsp://10.0.0.3/live' }, { user: 'u' }, { credentials: 'keep' as const }];
    expect([
      same.map((change) => streamKeyOf({ ...good, ...change }) === key),
      other.map((change) => streamKeyOf({ ...good, ...change }) === key),
    ]).toEqual([
      [true, true, true],
      [false, false, false],
    ]);
  });
});

describe('a source address in the form', () => {
  it.each([
    ['rtsp://10.0.0.1/live', null],
    [
      'rtsp://10.0.0.1/a b',
      'The address of the camera cannot be used. It holds a space; write %20 for it. Write it like rtsp://192.168.1.20:554/stream1, http://192.168.1.20/video.mjpg or /clips/junction.mp4.',
    ],
  ])('is judged by the one grammar: %s', (text, fault) => {
    expect(sourceFault(text)).toBe(fault);
  });

  it.each([
    ['rtsp://u:p@10.0.0.1/a', { sourceUrl: 'rtsp://10.0.0.1/a', credentials: { user: 'u', password: 'p' } }],
    ['rtsp://10.0.0.1/a', null],
    ['rtsp://u:p@10.0.', null],
  ])('is taken apart where it has user info: %s', (text, parts) => {
    expect(apart(text)).toEqual(parts);
  });

  it.each([
    ['rtsp://127.0.0.1/a', true],
    ['rtsp://127.9.9.9:8554/a', true],
    ['http://localhost/a', true],
    ['rtsp://[::1]/a', true],
    ['rtsp://10.0.0.1/127.0.0.1', false],
    ['rtsp://localhost.example/a', false],
    ['/srv/localhost.mp4', false],
    ['nonsense', false],
  ])('is on this computer or not: %s', (text, here) => {
    expect(isOnThisComputer(text)).toBe(here);
  });
});

it.each([
  [0, 2, 'bca'],
  [2, 0, 'cab'],
  [1, 1, 'abc'],
  [0, 9, 'bca'],
  [2, -1, 'cab'],
])('moving the item at %i to %i gives %s', (from, to, order) => {
  expect(moved(['a', 'b', 'c'], from, to).join('')).toBe(order);
});
