import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import {
  click,
  clickAt,
  freshBrowser,
  goTo,
  headNote,
  layer,
  press,
  saved,
  savedOnce,
  type,
} from '../../../e2e/fixtures/sceneStory.ts';

beforeEach(freshBrowser);

describe('drawing', () => {
  it('a counting line is drawn, named, saved as a version, and then in use', async () => {
    const page = await openConsole('#/scene');
    const before = headNote();
    await click(page, 'Line');
    await clickAt(page, [100, 700], [900, 700]);
    await type(page, 'Name', 'North in');
    const unsaved = headNote();
    await click(page, 'Save');
    const changes = [...screen.getByRole('dialog').querySelectorAll('li')].map(readText);
    await type(page, 'What was changed', 'The first line');
    await click(page, 'Save as version');
    const [first] = saved(page);
    expect({
      before,
      unsaved,
      changes,
      after: headNote(),
      first: [first?.note, first?.baseVersion, first?.scene.lines],
    }).toEqual({
      before: 'No scene yet',
      unsaved: 'Not saved; kept in this browser',
      changes: ['First version.'],
      after: 'Saved as version 1.',
      first: [
        'The first line',
        null,
        [{ id: 'line-1', name: 'North in', from: { x: 100, y: 700 }, to: { x: 900, y: 700 } }],
      ],
    });
  });

  it('the same by keyboard alone', async () => {
    const page = await openConsole('#/scene');
    await press(
      page,
      '5',
      ' ',
      ...[1, 2, 3].map((): [string, object] => ['ArrowRight', { shiftKey: true }]),
      'ArrowUp',
      ' ',
    );
    await press(page, '1', ']', 'ArrowLeft');
    await press(page, ['s', { ctrlKey: true }]);
    await click(page, 'Save as version');
    expect(saved(page)[0]?.scene.lines).toEqual([
      { id: 'line-1', name: 'Line 1', from: { x: 959, y: 540 }, to: { x: 990, y: 539 } },
    ]);
  });
});

describe('changing', () => {
  it('points are dragged, and undo and redo work as everywhere', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Zone');
    await clickAt(page, [100, 900], [500, 900], [500, 300]);
    await press(page, 'Enter', '1');
    const corner = layer().querySelector('[data-point="2"]');
    fireEvent.pointerDown(corner as Element, { button: 0, clientX: 500, clientY: 300 });
    fireEvent.pointerMove(layer(), { clientX: 520, clientY: 310 });
    fireEvent.pointerMove(layer(), { clientX: 540, clientY: 320 });
    fireEvent.pointerUp(layer(), { clientX: 540, clientY: 320 });
    await page.advance();
    const at = (): string => {
      const point = layer().querySelector('[data-point="2"]');
      return `${point?.getAttribute('cx')} ${point?.getAttribute('cy')}`;
    };
    const dragged = at();
    await press(page, ['z', { ctrlKey: true }]);
    const undone = at();
    await press(page, ['y', { ctrlKey: true }]);
    expect([dragged, undone, at()]).toEqual(['540 320', '500 300', '540 320']);
  });

  it('a click on a ring between two points puts one in, Delete takes it out', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Mask');
    await clickAt(page, [100, 100], [300, 100], [300, 300]);
    await press(page, 'Enter', '1');
    const count = (): number => layer().querySelectorAll('[data-point]').length;
    const before = count();
    fireEvent.pointerDown(layer().querySelector('[data-middle="0"]') as Element, {
      button: 0,
      clientX: 200,
      clientY: 100,
    });
    fireEvent.pointerUp(layer());
    await page.advance();
    const more = count();
    await press(page, 'Delete');
    expect([before, more, count()]).toEqual([3, 4, 3]);
  });

  it('a double click finishes a lane without a point of its own', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Lane');
    await clickAt(page, [100, 900], [300, 500], [400, 300], [400, 300]);
    fireEvent.doubleClick(layer());
    await page.advance();
    expect(layer().querySelectorAll('[data-shape="lane lane-1"]').length).toBe(1);
    await press(page, '1');
    expect(layer().querySelectorAll('[data-point]').length).toBe(3);
  });

  it('a section is made by clicking two lines', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Line');
    await clickAt(page, [100, 700], [900, 700], [100, 300], [900, 300]);
    await click(page, 'Section');
    for (const line of ['line-2', 'line-1']) {
      fireEvent.pointerDown(layer().querySelector(`[data-shape="line ${line}"]`) as Element, { button: 0 });
    }
    await page.advance();
    expect([
      screen.getByLabelText<HTMLInputElement>('From line', { selector: 'input' }).value,
      screen.getByLabelText<HTMLInputElement>('To line', { selector: 'input' }).value,
    ]).toEqual(['Line 2', 'Line 1']);
  });
});

describe('the page', () => {
  it('copies the scene of another camera, which undo takes back', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await goTo(page, `#/scene/${page.station.health().cameras[2]?.cameraId}`);
    const before = headNote();
    await click(page, 'Copy from');
    fireEvent.click(screen.getByRole('menuitem', { name: '1 Junction 7 north' }));
    await page.advance();
    const copied = layer().querySelectorAll('[data-kind="line"]').length;
    await click(page, 'Undo');
    expect([before, copied, headNote()]).toEqual(['No scene yet', 1, 'No scene yet']);
  });

  it('says why nothing can be drawn yet when the camera never sent a picture', async () => {
    const page = await openConsole('#/scene');
    const cameras = page.station.health().cameras;
    const dark = cameras.find(({ quality }) => quality.width === null);
    await goTo(page, `#/scene/${dark?.cameraId}`);
    expect(readText(screen.getByRole('heading', { level: 2 }))).toBe(
      'The size of this camera’s picture is not known yet',
    );
  });

  it('says that a camera is gone', async () => {
    await openConsole('#/scene/nobody');
    expect(readText(screen.getByText(/was deleted/))).toBe('This camera was deleted. Choose another one.');
  });
});
