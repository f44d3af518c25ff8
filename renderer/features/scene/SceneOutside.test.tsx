import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import {
  click,
  clickAt,
  firstScene,
  freshBrowser,
  layer,
  panel,
  press,
  type,
} from '../../../e2e/fixtures/sceneStory.ts';

beforeEach(freshBrowser);

describe('a signal that is told from outside', () => {
  it('needs no housing in the picture, says under which name it is told, and is saved', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Signal head');
    await click(page, 'Add a signal told from outside');
    const said = readText(screen.getByText(/Its controller tells/));
    await click(page, 'Mark its housing in the picture');
    const shown = layer().querySelectorAll('[data-kind="signalHead"]').length;
    await click(page, 'Take its housing out of the picture');
    const hidden = layer().querySelectorAll('[data-kind="signalHead"]').length;
    await click(page, 'Save');
    await click(page, 'Save as version');
    await page.advance(500);
    expect([said.slice(0, 41), shown, hidden, firstScene(page).signalHeads]).toEqual([
      'Its controller tells the state as “signal',
      1,
      0,
      [{ id: 'signal-1', name: 'Signal head 1', outline: null, source: 'external' }],
    ]);
  });

  it('is one step of undo', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Signal head');
    await click(page, 'Add a signal told from outside');
    const made = screen.queryAllByRole('button', { name: /^Signal head 1/ }).length;
    await click(page, 'Undo');
    expect([made, screen.queryAllByRole('button', { name: /^Signal head 1/ }).length]).toEqual([1, 0]);
  });
});

describe('the lens of a calibration', () => {
  const typed = (label: string): string => screen.getByLabelText<HTMLInputElement>(label).value;

  it('begins about the middle of the picture, bends the grid, and undo takes back each number', async () => {
    const page = await openConsole('#/scene');
    await press(page, '2');
    await click(page, 'Rectangle');
    await clickAt(page, [400, 900], [1500, 900], [1200, 400], [700, 400]);
    const grid = (): string => layer().querySelector('path')?.getAttribute('d') ?? '';
    const straight = grid();
    fireEvent.click(screen.getByRole('switch', { name: /^The lens bends straight lines/ }));
    await page.advance();
    const begun = ['Bend k1', 'Focal length, px', 'Middle x, px', 'Middle y, px'].map(typed);
    await type(page, 'Bend k1', '-0.12');
    const bent = grid();
    fireEvent.blur(screen.getByLabelText('Bend k1'));
    await click(page, 'Undo');
    expect([begun, straight === '', bent === straight, typed('Bend k1'), grid() === straight]).toEqual([
      ['0', '1536', '960', '540'],
      false,
      false,
      '0',
      true,
    ]);
  });
});

describe('a view along the road', () => {
  it('says step by step what is missing, down to a fit length', async () => {
    const page = await openConsole('#/scene');
    await panel(page, 'Calibration');
    fireEvent.click(screen.getByLabelText('Vanishing lines'));
    await page.advance();
    const missing = (): string => readText(within(screen.getByRole('tabpanel')).queryByRole('status'));
    // A camera at 8 m with a focal length of 1600 px looks level along the road: a place y metres away is 540 + 12800 / y.
    await click(page, 'Line along');
    await clickAt(page, [560, 1180 - 100], [760, 810], [1360, 1080], [1160, 810]);
    const said = [missing()];
    await type(page, 'Height of the camera above the road, m', '8');
    said.push(missing());
    await click(page, 'Fit length');
    await clickAt(page, [960, 1052], [960, 796]);
    said.push(missing());
    await type(page, 'Length, m of Fit length 1', '25');
    const figures = [...screen.getByRole('tabpanel').querySelectorAll('dt, dd')].map(readText);
    expect([said, figures.slice(figures.indexOf('Focal length found'))]).toEqual([
      [
        'The height of the camera is missing.',
        'The focal length is missing: mark a fit length along the road, or two lines across the road, or type it.',
        'A marked length has no metres yet. Type them, or delete the mark.',
      ],
      ['Focal length found', '1600.0 px'],
    ]);
  });
});
