import { describe, expect, it } from 'vitest';
import type { Point } from '../../space/box.ts';
import type { Scene } from './scene.ts';
import { sceneProblems } from './sceneProblems.ts';
import { street } from './testing/street.ts';

const [lane] = street().lanes as [Scene['lanes'][number], ...Scene['lanes']];
const [zone] = street().zones as [Scene['zones'][number], ...Scene['zones']];
const [line] = street().lines as [Scene['lines'][number], ...Scene['lines']];
const [head] = street().signalHeads as [Scene['signalHeads'][number], ...Scene['signalHeads']];
const [section] = street().sections as [Scene['sections'][number], ...Scene['sections']];

function points(...flat: readonly number[]): Point[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i]!, y: flat[2 * i + 1]! }));
}

function problemsOf(changed: Partial<Scene>) {
  return sceneProblems(street(changed));
}

describe('what is wrong with a scene', () => {
  it('is nothing for a sound one, with the camera that it was drawn for', () => {
    expect(sceneProblems(street(), { width: 1920, height: 1080 })).toEqual([]);
    expect(sceneProblems(street())).toEqual([]);
  });

  it('is another picture than that of the camera', () => {
    expect(sceneProblems(street(), { width: 1280, height: 720 })).toEqual([
      {
        path: 'picture',
        text: 'The scene was drawn on a picture of 1920 x 1080, the camera gives 1280 x 720; scale the scene or draw it anew.',
      },
    ]);
  });

  it('is a calibration that must not be used', () => {
    const { calibration } = street();
    expect(problemsOf({ calibration: { ...calibration!, controlPoints: [] } })).toEqual([
      {
        path: 'calibration',
        text: 'Nothing verifies this calibration yet: add at least two control points or known lengths that are not used for the fit.',
      },
    ]);
  });

  it('is a lane without a length, without a calibration or beyond the horizon', () => {
    const still = { ...lane, course: points(50, 50, 50, 50) };
    expect(problemsOf({ lanes: [still] })).toEqual([
      {
        path: 'lanes.0.course',
        text: 'Lane east has no length and so no direction; draw it from where traffic comes to where it goes.',
      },
    ]);
    expect(problemsOf({ calibration: null, lanes: [lane] })).toEqual([
      {
        path: 'lanes.0.course',
        text: 'Lane east has no place on the road: calibrate the camera first, or remove the lane.',
      },
    ]);
    expect(problemsOf({ calibration: null, lanes: [] })).toEqual([]);
    // Seen from a mast: 7 m are 1000 px near the bottom and 100 px at 200 px, so the horizon lies at about 105 px.
    const corner = (x: number, y: number, xM: number, yM: number) => ({ image: { x, y }, ground: { xM, yM } });
    const pairs = [
      corner(460, 1000, 0, 0),
      corner(1460, 1000, 7, 0),
      corner(1010, 200, 7, 50),
      corner(910, 200, 0, 50),
    ];
    const calibration = { ...street().calibration!, method: 'points' as const, pairs, lens: null };
    const withLane = (...flat: number[]) =>
      problemsOf({ calibration, lanes: [{ ...lane, course: points(...flat) }] }).filter(
        ({ path }) => path !== 'calibration',
      );
    expect(withLane(960, 900, 960, 130)).toEqual([]);
    expect(withLane(960, 900, 960, 103)).toHaveLength(1);
    expect(withLane(960, 900, 960, 90)).toEqual([
      {
        path: 'lanes.0.course',
        text: 'Lane east reaches the horizon of the calibration; end it nearer to the camera.',
      },
    ]);
  });

  it('is an outline that crosses itself or holds nothing, of a zone, a mask or a signal head', () => {
    const bow = points(100, 100, 300, 300, 300, 100, 100, 300);
    expect(problemsOf({ zones: [{ ...zone, outline: bow }] })).toEqual([
      { path: 'zones.0.outline', text: 'Zone box crosses itself; move its corners apart.' },
    ]);
    expect(problemsOf({ masks: [{ id: 'window', outline: bow }] })).toEqual([
      { path: 'masks.0.outline', text: 'Privacy mask window crosses itself; move its corners apart.' },
    ]);
    const thin = points(100, 100, 300, 100, 200, 100.01);
    expect(problemsOf({ signalHeads: [{ ...head, outline: thin }] })).toEqual([
      { path: 'signalHeads.0.outline', text: 'Signal head head has no area; move its corners apart.' },
    ]);
  });

  it('is a signal head without a housing that is to be read from the picture', () => {
    expect(problemsOf({ signalHeads: [{ ...head, outline: null, source: 'external' }] })).toEqual([]);
    expect(problemsOf({ signalHeads: [{ ...head, outline: null }] })).toEqual([
      { path: 'signalHeads.0.outline', text: 'Signal head head is read from the picture; draw its housing.' },
    ]);
  });

  it('is a line without length', () => {
    expect(problemsOf({ lines: [...street().lines, { ...line, id: 'dot', name: 'dot', to: line.from }] })).toEqual([
      { path: 'lines.2', text: 'Line dot has no length; draw it across the lane.' },
    ]);
  });

  it('is an id that is given twice, within one list only', () => {
    expect(problemsOf({ zones: [{ ...zone, id: 'east' }] })).toEqual([]);
    expect(problemsOf({ lanes: [lane, { ...lane, name: 'other' }] })).toEqual([
      { path: 'lanes.1.id', text: 'Two lanes have the id east; give one of them another.' },
    ]);
  });

  it('is a stop line or a section that names what is not there, and a section from a line to itself', () => {
    expect(problemsOf({ signalHeads: [] })).toEqual([
      {
        path: 'stopLines.0.control.signalHeadId',
        text: 'Stop line stop east names the signal head head, which the scene does not have; choose another or draw it.',
      },
    ]);
    expect(problemsOf({ sections: [{ ...section, toLineId: 'gone' }] })).toEqual([
      {
        path: 'sections.0.toLineId',
        text: 'Section through names the line gone, which the scene does not have; choose another line.',
      },
    ]);
    expect(problemsOf({ sections: [{ ...section, toLineId: 'in' }] })).toEqual([
      {
        path: 'sections.0.toLineId',
        text: 'Section through begins and ends at the same line; choose another line for its end.',
      },
    ]);
  });

  it('is what lies outside the picture, but not what lies on its border', () => {
    expect(problemsOf({ masks: [{ id: 'edge', outline: points(0, 0, 1920, 0, 1920, 1080, 0, 1080) }] })).toEqual([]);
    expect(problemsOf({ masks: [{ id: 'edge', outline: points(0, 0, 1950, 0, 1920, 1080, 0, 1080) }] })).toEqual([
      {
        path: 'masks.0.outline',
        text: 'Privacy mask edge lies partly outside the picture of 1920 x 1080; move its points inside.',
      },
    ]);
  });

  it('is all of it at once, each with its place', () => {
    const paths = problemsOf({
      calibration: null,
      lanes: [lane, lane],
      lines: [],
      signalHeads: [],
    }).map(({ path }) => path);
    expect(paths).toEqual([
      'lanes.0.course',
      'lanes.1.course',
      'lanes.1.id',
      'stopLines.0.control.signalHeadId',
      'sections.0.fromLineId',
      'sections.0.toLineId',
    ]);
  });
});
