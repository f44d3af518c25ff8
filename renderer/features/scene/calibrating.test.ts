import { describe, expect, it } from 'vitest';
import { emptyScene } from '../../../app/traffic/scene/scene.ts';
import { calibrationDraftOf, calibrationOf, missingOf } from './calibrationDraft.ts';
import { editedOf, sceneOf } from './edited.ts';
import { edit, editorOf } from './editor.ts';
import type { Editor, EditorAction } from './editorState.ts';

const start = editorOf(editedOf(emptyScene({ width: 1000, height: 500 })));
const after = (editor: Editor, ...actions: EditorAction[]): Editor => actions.reduce(edit, editor);
const place = (x: number, y: number): EditorAction => ({ do: 'place', at: { x, y } });
const sceneIn = (editor: Editor) => sceneOf(editor.history.present);

describe('calibrating', () => {
  const rectangle = after(
    start,
    { do: 'chooseMark', mark: 'rectangle' },
    { do: 'setRectangle', widthM: 7, lengthM: 30 },
    place(300, 450),
    place(700, 450),
    place(600, 200),
    place(400, 200),
  );

  it('a rectangle of known sides becomes four pairs', () => {
    const { calibration } = rectangle.history.present;
    expect([calibration.pairs, missingOf(calibration)]).toEqual([
      [
        { image: { x: 300, y: 450 }, xM: 0, yM: 0 },
        { image: { x: 700, y: 450 }, xM: 7, yM: 0 },
        { image: { x: 600, y: 200 }, xM: 7, yM: 30 },
        { image: { x: 400, y: 200 }, xM: 0, yM: 30 },
      ],
      null,
    ]);
  });

  it('a mark without metres is said to be missing and is not saved as something else', () => {
    const marked = after(rectangle, { do: 'chooseMark', mark: 'controlPoint' }, place(500, 300));
    const ref = { kind: 'controlPoint', id: '0' } as const;
    const typed = after(marked, { do: 'setFields', ref, fields: { xM: 3.5, yM: 12 } });
    const said = [marked, typed].map(({ history: { present } }) => missingOf(present.calibration));
    const saved = calibrationOf(typed.history.present.calibration);
    expect([said, sceneIn(marked).calibration, saved?.controlPoints]).toEqual([
      ['1 marked point has no metres yet. Type x and y, or delete it.', null],
      null,
      [{ image: { x: 500, y: 300 }, ground: { xM: 3.5, yM: 12 } }],
    ]);
  });

  it('lines along and across with the height of the camera are the second way', () => {
    const lines = after(
      start,
      { do: 'chooseMark', mark: 'along' },
      ...[place(300, 450), place(400, 200), place(700, 450), place(600, 200)],
      { do: 'chooseMark', mark: 'across' },
      ...[place(300, 450), place(700, 450), place(400, 200), place(600, 200)],
    );
    const { calibration } = lines.history.present;
    const complete = { ...calibration, cameraHeightM: 8 };
    expect([missingOf(calibration), calibrationOf(complete)?.method, missingOf(complete)]).toEqual([
      'The height of the camera is missing.',
      'vanishing',
      null,
    ]);
  });

  it('a length to fit by, or a focal length, stands in for lines across', () => {
    const begun = after(start, { do: 'chooseMark', mark: 'along' }, ...[place(300, 450), place(400, 200)]);
    const two = after(begun, place(700, 450), place(600, 200), { do: 'chooseMark', mark: 'fitLength' });
    const marked = after(two, place(500, 450), place(500, 300));
    const typed = after(marked, { do: 'setFields', ref: { kind: 'fitLength', id: '0' }, fields: { lengthM: 12 } });
    const drafts = [two, marked, typed].map(({ history }) => ({ ...history.present.calibration, cameraHeightM: 8 }));
    const byFocal = { ...drafts[0]!, focalPx: 900 };
    expect([...drafts.map(missingOf), missingOf(byFocal)]).toEqual([
      'The focal length is missing: mark a fit length along the road, or two lines across the road, or type it.',
      'A marked length has no metres yet. Type them, or delete the mark.',
      null,
      null,
    ]);
    const saved = calibrationOf(drafts[2]!);
    expect(saved).toMatchObject({
      fitLengths: [{ from: { x: 500, y: 450 }, to: { x: 500, y: 300 }, lengthM: 12 }],
      focalPx: null,
      across: [],
    });
    expect([calibrationDraftOf(saved), calibrationDraftOf(calibrationOf(byFocal)).focalPx]).toEqual([drafts[2], 900]);
  });

  it('comes back from the scene as it went in', () => {
    const scene = sceneIn(rectangle);
    expect([scene.calibration?.method, sceneOf(editedOf(scene))]).toEqual(['points', scene]);
  });
});
