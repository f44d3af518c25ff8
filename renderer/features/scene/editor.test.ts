import { describe, expect, it } from 'vitest';
import type { Point } from '../../../app/space/box.ts';
import { emptyScene } from '../../../app/traffic/scene/scene.ts';
import { editedOf, sceneOf } from './edited.ts';
import { edit, editorOf } from './editor.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { pointsOf } from './shapes.ts';

const start = editorOf(editedOf(emptyScene({ width: 1000, height: 500 })));
const after = (editor: Editor, ...actions: EditorAction[]): Editor => actions.reduce(edit, editor);
const place = (x: number, y: number): EditorAction => ({ do: 'place', at: { x, y } });
const tool = (name: Editor['tool']): EditorAction => ({ do: 'chooseTool', tool: name });
const sceneIn = (editor: Editor) => sceneOf(editor.history.present);
const selectedPoints = (editor: Editor): readonly Point[] =>
  editor.selected ? pointsOf(editor.history.present, editor.selected) : [];

const withLane = after(start, tool('lane'), place(100, 400), place(200, 300), place(300, 100), { do: 'finish' });

describe('drawing', () => {
  it('a lane is clicked along its middle and finished by the operator', () => {
    expect([sceneIn(withLane).lanes, withLane.selected, withLane.drawing]).toEqual([
      [
        {
          id: 'lane-1',
          name: 'Lane 1',
          kind: 'driving',
          course: [
            { x: 100, y: 400 },
            { x: 200, y: 300 },
            { x: 300, y: 100 },
          ],
          widthM: 3.5,
          limitKmh: null,
          solidLeft: false,
          solidRight: false,
        },
      ],
      { kind: 'lane', id: 'lane-1' },
      [],
    ]);
  });

  it('a line is finished by its second point, and the tool stays for the next one', () => {
    const two = after(start, tool('line'), place(1, 2), place(3, 4), place(5, 6), place(7, 8));
    expect([sceneIn(two).lines, two.tool]).toEqual([
      [
        { id: 'line-1', name: 'Line 1', from: { x: 1, y: 2 }, to: { x: 3, y: 4 } },
        { id: 'line-2', name: 'Line 2', from: { x: 5, y: 6 }, to: { x: 7, y: 8 } },
      ],
      'line',
    ]);
  });

  it('a stop line is controlled by the signal head that was drawn before it', () => {
    const made = after(
      start,
      tool('signalHead'),
      place(30, 40),
      place(10, 20),
      tool('stopLine'),
      place(0, 0),
      place(9, 0),
    );
    const { signalHeads, stopLines } = sceneIn(made);
    expect([signalHeads[0]?.outline, stopLines[0]?.control]).toEqual([
      [
        { x: 10, y: 20 },
        { x: 30, y: 20 },
        { x: 30, y: 40 },
        { x: 10, y: 40 },
      ],
      { kind: 'signal', signalHeadId: 'signal-1' },
    ]);
  });

  it('points stay inside the picture', () => {
    expect(sceneIn(after(start, tool('line'), place(-20, 10.04), place(2000, 900))).lines[0]).toEqual({
      id: 'line-1',
      name: 'Line 1',
      from: { x: 0, y: 10 },
      to: { x: 1000, y: 500 },
    });
  });

  it('nothing is finished while points are missing: a zone needs three', () => {
    const two = after(start, tool('zone'), place(1, 1), place(9, 1), { do: 'finish' });
    const three = after(two, place(9, 9), { do: 'finish' });
    expect([sceneIn(two).zones.length, two.drawing.length, sceneIn(three).zones.length]).toEqual([0, 2, 1]);
  });

  it('by keyboard: the cross is moved by arrows and places points', () => {
    const drawn = after(
      start,
      tool('line'),
      { do: 'placeAtCursor' },
      { do: 'arrow', by: { x: 10, y: 0 } },
      { do: 'arrow', by: { x: 0, y: -1 } },
      { do: 'placeAtCursor' },
    );
    expect(sceneIn(drawn).lines).toEqual([
      { id: 'line-1', name: 'Line 1', from: { x: 500, y: 250 }, to: { x: 510, y: 249 } },
    ]);
  });

  it('a section is made by picking two lines, never one twice', () => {
    const lines = after(start, tool('line'), place(1, 2), place(3, 4), place(5, 6), place(7, 8), tool('section'));
    const pick = (id: string): EditorAction => ({ do: 'select', ref: { kind: 'line', id } });
    const twice = after(lines, pick('line-2'), pick('line-2'));
    const made = after(twice, pick('line-1'));
    expect([sceneIn(twice).sections, sceneIn(made).sections, made.sectionFrom]).toEqual([
      [],
      [{ id: 'section-1', name: 'Section 1', fromLineId: 'line-2', toLineId: 'line-1' }],
      null,
    ]);
  });

  it('Escape goes back one thing at a time: drawing, point, selection, tool', () => {
    const escape: EditorAction = { do: 'escape' };
    const drawing = after(withLane, { do: 'stepPoint', by: 1 }, place(1, 1));
    const steps = [
      drawing,
      ...Array.from({ length: 4 }, (_, n) => after(drawing, ...Array.from({ length: n + 1 }, () => escape))),
    ];
    expect(steps.map((now) => [now.drawing.length, now.point, now.selected?.id ?? null, now.tool])).toEqual([
      [1, 0, 'lane-1', 'lane'],
      [0, 0, 'lane-1', 'lane'],
      [0, null, 'lane-1', 'lane'],
      [0, null, null, 'lane'],
      [0, null, null, 'select'],
    ]);
  });
});

describe('changing', () => {
  const selecting = after(withLane, tool('select'));

  it('a drag is one step, and undo gives the whole of it back', () => {
    const dragged = after(
      selecting,
      { do: 'select', ref: { kind: 'lane', id: 'lane-1' }, point: 1 },
      { do: 'movePoint', to: { x: 210, y: 290 } },
      { do: 'movePoint', to: { x: 220, y: 280 } },
      { do: 'settle' },
    );
    const back = after(dragged, { do: 'undo' });
    const again = after(back, { do: 'redo' });
    expect([dragged, back, again].map((now) => selectedPoints(now)[1])).toEqual([
      { x: 220, y: 280 },
      { x: 200, y: 300 },
      { x: 220, y: 280 },
    ]);
  });

  it('arrows move a whole element as far as the picture goes, or its selected point', () => {
    const moved = after(selecting, { do: 'arrow', by: { x: -150, y: 0 } });
    const one = after(selecting, { do: 'stepPoint', by: -1 }, { do: 'arrow', by: { x: 1, y: 0 } });
    expect([selectedPoints(moved), selectedPoints(one)]).toEqual([
      [
        { x: 0, y: 400 },
        { x: 100, y: 300 },
        { x: 200, y: 100 },
      ],
      [
        { x: 100, y: 400 },
        { x: 200, y: 300 },
        { x: 301, y: 100 },
      ],
    ]);
  });

  it('a point is put into the middle of a piece and taken out again', () => {
    const more = after(selecting, { do: 'stepPoint', by: 1 }, { do: 'insert' });
    const less = after(more, { do: 'remove' });
    expect([selectedPoints(more), more.point, selectedPoints(less).length, less.point]).toEqual([
      [
        { x: 100, y: 400 },
        { x: 150, y: 350 },
        { x: 200, y: 300 },
        { x: 300, y: 100 },
      ],
      1,
      3,
      0,
    ]);
  });

  it('Delete takes the element where no point can be spared', () => {
    const line = after(start, tool('line'), place(1, 2), place(3, 4), { do: 'stepPoint', by: 1 });
    const gone = after(line, { do: 'remove' });
    expect([sceneIn(line).lines.length, sceneIn(gone).lines.length, gone.selected]).toEqual([1, 0, null]);
  });

  it('a word typed is one step; the next field is another', () => {
    const ref = { kind: 'lane', id: 'lane-1' } as const;
    const typed = after(
      selecting,
      { do: 'setFields', ref, fields: { name: 'N' } },
      { do: 'setFields', ref, fields: { name: 'No' } },
      { do: 'setFields', ref, fields: { limitKmh: 80 } },
    );
    const read = (now: Editor) => [sceneIn(now).lanes[0]?.name, sceneIn(now).lanes[0]?.limitKmh];
    expect([typed, after(typed, { do: 'undo' }), after(typed, { do: 'undo' }, { do: 'undo' })].map(read)).toEqual([
      ['No', 80],
      ['No', null],
      ['Lane 1', null],
    ]);
  });

  it('undo takes back the points of a drawing before what is finished', () => {
    const drawing = after(withLane, place(1, 1), place(2, 2));
    const back = [1, 2, 3].map((n) =>
      after(drawing, ...Array.from({ length: n }, (): EditorAction => ({ do: 'undo' }))),
    );
    expect(back.map((now) => [now.drawing.length, sceneIn(now).lanes.length, now.selected?.id ?? null])).toEqual([
      [1, 1, 'lane-1'],
      [0, 1, 'lane-1'],
      [0, 0, null],
    ]);
  });

  it('the next lane begins as the one before', () => {
    const ref = { kind: 'lane', id: 'lane-1' } as const;
    const made = after(
      selecting,
      { do: 'setFields', ref, fields: { kind: 'bus', widthM: 3.2, limitKmh: 50, solidLeft: true } },
      tool('lane'),
      place(1, 1),
      place(2, 2),
      { do: 'finish' },
    );
    const { kind, widthM, limitKmh, solidLeft } = sceneIn(made).lanes[1] ?? {};
    expect({ kind, widthM, limitKmh, solidLeft }).toEqual({ kind: 'bus', widthM: 3.2, limitKmh: 50, solidLeft: false });
  });
});
