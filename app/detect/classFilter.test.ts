import { describe, expect, test } from 'vitest';
import { cocoClasses, defaultScores, detectionFilter, unnamedClasses } from './classFilter.ts';

test('thresholds by name become a filter by class id', () => {
  const classes = ['person', 'car', 'bus'];
  expect(detectionFilter(classes, { scoreByClass: { bus: 0.4, person: 0.3 }, nmsIou: 0.6 })).toEqual({
    scoreByClass: new Map([
      [2, 0.4],
      [0, 0.3],
    ]),
    nmsIou: 0.6,
    maxDetections: 100,
  });
});

test('a name that the model does not know is refused with the names it knows', () => {
  expect(() => detectionFilter(['car', 'bus'], { scoreByClass: { lorry: 0.4 }, nmsIou: 0.6 })).toThrow(
    'The model does not know the class "lorry". It knows: car, bus.',
  );
});

describe('classes without names', () => {
  test('80 are taken for COCO', () => {
    const classes = unnamedClasses(80);
    expect([classes.length, classes[0], classes[2], classes[5], classes[7], classes[79]]).toEqual([
      80,
      'person',
      'car',
      'bus',
      'truck',
      'toothbrush',
    ]);
    expect(new Set(cocoClasses).size).toBe(80);
  });
  test('any other number is counted', () => expect(unnamedClasses(2)).toEqual(['class 0', 'class 1']));
});

describe('thresholds to begin with', () => {
  test('road users of COCO, the train of the motorway bridge left out', () => {
    expect(defaultScores(cocoClasses)).toEqual({
      person: 0.4,
      bicycle: 0.4,
      car: 0.4,
      motorcycle: 0.4,
      bus: 0.4,
      truck: 0.4,
    });
  });
  test('everything where the model has names of its own', () => {
    expect(defaultScores(['Pkw', 'Lkw'], 0.4)).toEqual({ Pkw: 0.4, Lkw: 0.4 });
  });
});
