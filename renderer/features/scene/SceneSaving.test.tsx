import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import {
  button,
  cameraId,
  click,
  clickAt,
  firstScene,
  freshBrowser,
  goTo,
  headNote,
  layer,
  panel,
  press,
  saved,
  savedElsewhere,
  savedOnce,
  type,
} from '../../../e2e/fixtures/sceneStory.ts';

beforeEach(freshBrowser);

describe('a draft', () => {
  it('survives leaving the page, says so, and can be thrown away', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Line');
    await clickAt(page, [100, 700], [900, 700]);
    await goTo(page, '#/models');
    await goTo(page, '#/scene');
    const back = [
      headNote(),
      readText(screen.getByText(/Your draft of/)),
      layer().querySelectorAll('[data-kind="line"]').length,
    ];
    await click(page, 'Throw the draft away');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Throw the draft away' }));
    await page.advance();
    expect([back, headNote(), layer().querySelectorAll('[data-kind="line"]').length]).toEqual([
      ['Not saved; kept in this browser', 'Your draft of 09:30:00 is back. It is not saved yet.', 1],
      'No scene yet',
      0,
    ]);
  });

  it('stays whole when the station refuses to save it', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Line');
    await clickAt(page, [100, 700], [900, 700]);
    await click(page, 'Save');
    page.station.refuse('The disk is full: nothing was saved.');
    await click(page, 'Save as version');
    const refused = readText(screen.getByRole('alert'));
    page.station.refuse(null);
    await click(page, 'Save as version');
    expect([refused, headNote()]).toEqual([
      'Not saved; your draft is kept.The disk is full: nothing was saved.',
      'Saved as version 1.',
    ]);
  });

  it('is saved in the name of whoever said theirs, and of the window before that', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await click(page, 'Line');
    await clickAt(page, [100, 300], [900, 300]);
    await click(page, 'Save');
    await type(page, 'Your name', ' Ann ');
    await click(page, 'Save as version');
    await page.advance(500);
    await panel(page, 'Versions');
    const versions = screen.getAllByText(/, 09:30/).map(readText);
    await click(page, 'Return to version 1');
    await page.advance(500);
    const authors = page.station.stores.scenes.versions(cameraId(page)).map(({ author }) => author);
    expect([versions.map((text) => text.split(',')[0]), authors]).toEqual([
      ['Ann', 'window-1'],
      ['Ann', 'Ann', 'window-1'],
    ]);
  });

  it('is kept when someone else saved meanwhile, who is named, and can be saved on top', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await click(page, 'Line');
    await clickAt(page, [100, 300], [900, 300]);
    await savedElsewhere(page, 1, { lines: [] });
    const said = readText(screen.getByText(/saved version 2/));
    await click(page, 'Save on top');
    await click(page, 'Save as version');
    await page.advance(500);
    expect([said, headNote(), saved(page).at(-1)?.baseVersion, saved(page).at(-1)?.scene.lines.length]).toEqual([
      'window-1 saved version 2 at 09:30:01, after you began. Your draft is kept. Save again to put yours on top of it, or throw the draft away to see theirs.',
      'Saved as version 3.',
      2,
      2,
    ]);
  });

  it('is kept when the other one saved while the dialog was open', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await click(page, 'Line');
    await clickAt(page, [100, 300], [900, 300]);
    await click(page, 'Save');
    await savedElsewhere(page, 1, { lines: [] });
    await click(page, 'Save as version');
    const refused = readText(within(screen.getByRole('dialog')).getByRole('alert'));
    await click(page, 'Go on editing');
    expect([
      refused.startsWith('Not saved; your draft is kept.'),
      headNote(),
      screen.queryAllByText(/window-1 saved version 2/).length,
      layer().querySelectorAll('[data-kind="line"]').length,
    ]).toEqual([true, 'Not saved; kept in this browser', 1, 2]);
  });

  it('an untouched scene follows what is saved elsewhere', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await savedElsewhere(page, 1, { lines: [] });
    expect([headNote(), layer().querySelectorAll('[data-kind="line"]').length]).toEqual(['Version 2', 0]);
  });
});

describe('ids', () => {
  const linesSaved = (page: Awaited<ReturnType<typeof openConsole>>): string[] | undefined =>
    saved(page)
      .at(-1)
      ?.scene.lines.map(({ id }) => id);
  const save = async (page: Awaited<ReturnType<typeof openConsole>>): Promise<void> => {
    await click(page, 'Save');
    await click(page, 'Save as version');
    await page.advance(500);
  };

  it('of something deleted are not given again', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await press(page, '1', 'Delete');
    await save(page);
    await click(page, 'Line');
    await clickAt(page, [100, 300], [900, 300]);
    await save(page);
    expect([saved(page).map(({ scene }) => scene.lines.length), linesSaved(page)]).toEqual([[1, 0, 1], ['line-2']]);
  });

  it('of what another window drew meanwhile are not taken for one’s own', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await click(page, 'Line');
    await clickAt(page, [100, 300], [900, 300]);
    const [line] = firstScene(page).lines;
    await savedElsewhere(page, 1, { lines: [line!, { ...line!, id: 'line-2', name: 'Theirs' }] });
    await click(page, 'Save on top');
    await click(page, 'Save as version');
    await page.advance(500);
    expect([linesSaved(page), headNote()]).toEqual([['line-1', 'line-3'], 'Saved as version 3.']);
  });

  it('of the scene that is copied are fresh where this camera has or had them', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await goTo(page, `#/scene/${page.station.health().cameras[2]?.cameraId}`);
    await savedOnce(page);
    await click(page, 'Copy from');
    fireEvent.click(screen.getByRole('menuitem', { name: '1 Junction 7 north' }));
    await page.advance();
    await save(page);
    expect(linesSaved(page)).toEqual(['line-2']);
  });
});

describe('problems', () => {
  it('refuse saving, and a click leads to the element', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Zone');
    await clickAt(page, [100, 100], [500, 500], [500, 100], [100, 500]);
    await press(page, 'Enter', 'Escape', '1');
    const crossing = 'Zone 1 crosses itself; move its corners apart.';
    const refused = (button('Save') as HTMLButtonElement).disabled;
    await panel(page, 'Rules');
    await click(page, crossing);
    const selected = layer().querySelector('[data-selected="true"]')?.getAttribute('data-shape');
    await press(page, 'Delete');
    expect([refused, selected, screen.queryByText(crossing)]).toEqual([true, 'zone zone-1', null]);
  });

  it('a scene of another resolution can be scaled to the picture of the camera', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await savedElsewhere(page, 1, { picture: { width: 960, height: 540 }, lines: [] });
    const offered = button('Scale the scene to 1920 × 1080');
    fireEvent.click(offered);
    await page.advance();
    expect([headNote(), screen.queryByText(/was drawn on a picture/), layer().getAttribute('viewBox')]).toEqual([
      'Not saved; kept in this browser',
      null,
      '0 0 1920 1080',
    ]);
  });
});

describe('versions', () => {
  it('are listed with author, note and difference, and one click returns to one', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await savedElsewhere(page, 1, { lines: [] });
    await panel(page, 'Versions');
    const listed = [...screen.getByRole('tabpanel').querySelectorAll('li h2, li p, li ul')].map(readText);
    await click(page, 'Return to version 1');
    await page.advance(500);
    expect([
      listed,
      headNote(),
      saved(page).at(-1)?.note,
      layer().querySelectorAll('[data-kind="line"]').length,
    ]).toEqual([
      ['Version 2 in use', 'From elsewhere', 'Line 1 removed.', 'Version 1', 'First version.'],
      'Version 3',
      'Return to version 1',
      1,
    ]);
  });
});
