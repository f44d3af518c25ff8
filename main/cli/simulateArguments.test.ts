import { describe, expect, it } from 'vitest';
import { demoCameraViews } from '../../app/demo/site/demoCameras.ts';
import { parseSimulateArguments } from './simulateArguments.ts';

describe('the arguments of its simulate', () => {
  it('need only a folder: one minute of every camera from eight o’clock', () => {
    expect(parseSimulateArguments(['--out', 'films'])).toEqual({
      scenarios: '',
      seed: 1,
      minutes: 1,
      folder: 'films',
      cameras: demoCameraViews,
      video: true,
      startHour: 8,
      light: undefined,
    });
  });

  it('may name everything', () => {
    const text =
      '--out films --scenario breakdown,fog --seed 7 --minutes 2.5 --cameras junction-east,motorway-north --no-video --start-hour 17.5 --light night --size 640x360';
    const { cameras, ...others } = parseSimulateArguments(text.split(' '));
    expect(others).toEqual({
      scenarios: 'breakdown,fog',
      seed: 7,
      minutes: 2.5,
      folder: 'films',
      video: false,
      startHour: 17.5,
      light: 'night',
    });
    expect(cameras.map(({ pose }) => [pose.name, pose.size])).toEqual([
      ['motorway-north', { width: 640, height: 360 }],
      ['junction-east', { width: 640, height: 360 }],
    ]);
  });

  it.each([
    ['no folder', '--seed 1', 'Name the folder for films and truth with --out DIR.'],
    ['half a seed', '--out f --seed 1.5', '--seed 1.5: write a whole number from 0 to 4294967295.'],
    ['a negative seed', '--out f --seed=-1', '--seed -1: write a whole number'],
    ['no time', '--out f --minutes 0', '--minutes 0: write a number above 0, at most 1440.'],
    ['words for time', '--out f --minutes ten', '--minutes ten: write a number'],
    ['an hour that is none', '--out f --start-hour 24', '--start-hour 24: write an hour from 0 to below 24.'],
    [
      'a camera that is not there',
      '--out f --cameras motorway-north,roof',
      'the demo site has no camera "roof". It has: ',
    ],
    ['a light that is none', '--out f --light dawn', '--light: there is no light "dawn". There is: day, '],
    ['an odd size', '--out f --size 641x360', '--size 641x360: write WIDTHxHEIGHT, even numbers from 64 to 4096'],
    ['half a size', '--out f --size 640', '--size 640: write WIDTHxHEIGHT'],
  ])('are refused with one sentence: %s', (_, text, sentence) => {
    expect(() => parseSimulateArguments(text.split(' '))).toThrow(sentence);
  });
});
