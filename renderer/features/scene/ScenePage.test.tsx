import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { type OpenConsole, openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';

beforeEach(() => {
  window.localStorage.clear();
  // jsdom has no pointer capture.
  Element.prototype.setPointerCapture = () => undefined;
});

const stage = (): HTMLElement => screen.getByRole('application', { name: 'Drawing over the picture' });
const layer = (): Element => screen.getByRole('img', { name: 'Scene' });
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name });
const headNote = (): string => readText(document.querySelector('header [role="status"]'));

async function click(page: OpenConsole, name: string | RegExp): Promise<void> {
  fireEvent.click(button(name));
  await page.advance();
}

/** jsdom has no layout: the stage then shows the picture in its own pixels. */
async function clickAt(page: OpenConsole, ...points: [number, number][]): Promise<void> {
  for (const [clientX, clientY] of points) {
    fireEvent.pointerDown(layer(), { button: 0, clientX, clientY });
    fireEvent.pointerUp(layer(), { button: 0, clientX, clientY });
  }
  await page.advance();
}

async function press(page: OpenConsole, ...keys: (string | [string, object])[]): Promise<void> {
  for (const each of keys) {
    const [key, more] = typeof each === 'string' ? ([each, {}] as const) : each;
    fireEvent.keyDown(stage(), { key, ...more });
  }
  await page.advance();
}

async function panel(page: OpenConsole, name: string): Promise<void> {
  fireEvent.click(screen.getByRole('tab', { name }));
  await page.advance();
}

function saved(page: OpenConsole): { scene: Scene; note: string; baseVersion: number | null }[] {
  return page.station.asked.flatMap(([call, args]) => (call === 'saveScene' ? [args as never] : []));
}

async function type(page: OpenConsole, label: string, value: string): Promise<void> {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
  await page.advance();
}

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

/** A scene that can be saved: a line, nothing else. */
async function savedOnce(page: OpenConsole): Promise<void> {
  await click(page, 'Line');
  await clickAt(page, [100, 700], [900, 700]);
  await click(page, 'Save');
  await click(page, 'Save as version');
  await page.advance(500);
}

const firstScene = (page: OpenConsole): Scene => saved(page)[0]?.scene as Scene;

/** What another window saves meanwhile. */
async function savedElsewhere(page: OpenConsole, baseVersion: number | null, change: Partial<Scene>): Promise<void> {
  const scene = { ...firstScene(page), ...change };
  const args = { cameraId: cameraId(page), baseVersion, note: 'From elsewhere', scene };
  await page.station.implementation.saveScene(args, { name: 'window-2' });
  await page.advance(500);
}

const cameraId = (page: OpenConsole): string =>
  page.station.asked.flatMap(([call, args]) =>
    call === 'saveScene' ? [(args as { cameraId: string }).cameraId] : [],
  )[0] ?? '';

async function goTo(page: OpenConsole, hash: string): Promise<void> {
  window.location.hash = hash;
  window.dispatchEvent(new Event('hashchange'));
  await page.advance(600);
}

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

describe('problems', () => {
  it('refuse saving, and a click leads to the element', async () => {
    const page = await openConsole('#/scene');
    await click(page, 'Zone');
    await clickAt(page, [100, 100], [500, 500], [500, 100], [100, 500]);
    await press(page, 'Enter', 'Escape', '1');
    const crossing = 'Zone Zone 1 crosses itself; move its corners apart.';
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

describe('calibrating', () => {
  /** Ten pixels are a metre, seen from straight above: every length can be checked by head. */
  async function rectangle(page: OpenConsole): Promise<void> {
    await press(page, '2');
    await click(page, 'Rectangle');
    await type(page, 'Rectangle width, m', '40');
    await type(page, 'Rectangle length, m', '80');
    await clickAt(page, [400, 900], [800, 900], [800, 100], [400, 100]);
  }
  async function knownLength(page: OpenConsole, from: [number, number], to: [number, number]): Promise<void> {
    await click(page, 'Known length');
    await clickAt(page, from, to);
  }

  it('by a rectangle, checked by two known lengths', async () => {
    const page = await openConsole('#/scene');
    await rectangle(page);
    const unchecked = readText(within(screen.getByRole('tabpanel')).getByText(/Nothing verifies/));
    await knownLength(page, [450, 800], [550, 800]);
    const missing = readText(within(screen.getByRole('tabpanel')).getByText(/A marked length has no metres/));
    await type(page, 'Length, m of Known length 1', '10');
    await knownLength(page, [500, 800], [500, 500]);
    await type(page, 'Length, m of Known length 2', '30');
    const figures = [...screen.getByRole('tabpanel').querySelectorAll('dt, dd')].map(readText);
    expect([
      unchecked.slice(0, 40),
      missing,
      readText(screen.getByText('The calibration holds.')),
      figures.slice(0, 4),
    ]).toEqual([
      'Nothing verifies this calibration yet: a',
      'A marked length has no metres yet. Type them, or delete the mark.',
      'The calibration holds.',
      ['Greatest length error', '0.0 % (at most 2.0 %)', 'Typical error of the points', '0.0 px'],
    ]);
  });

  it('is refused with its reason when a known length is more than 2 % off', async () => {
    const page = await openConsole('#/scene');
    await rectangle(page);
    await knownLength(page, [450, 800], [550, 800]);
    await type(page, 'Length, m of Known length 1', '10');
    await knownLength(page, [500, 800], [500, 500]);
    await type(page, 'Length, m of Known length 2', '29');
    const refused = screen.getAllByRole('alert').map(readText).join(' ');
    expect([
      refused.startsWith('The calibration is refused'),
      refused.includes('2 %'),
      (button('Save') as HTMLButtonElement).disabled,
    ]).toEqual([true, true, true]);
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
      ['Version 2 in use', 'From elsewhere', 'Line Line 1 removed.', 'Version 1', 'First version.', 'First version.'],
      'Version 3',
      'Return to version 1',
      1,
    ]);
  });
});

describe('rules', () => {
  it('say what they find and what they lack, and are set for this camera alone', async () => {
    const page = await openConsole('#/scene');
    await panel(page, 'Rules');
    const rule = screen.getByRole('switch', { name: /^Stopped vehicle/ }).closest('li') as HTMLElement;
    const said = readText(rule);
    fireEvent.click(within(rule).getByRole('button', { name: 'Settings of stopped vehicle' }));
    await page.advance();
    fireEvent.change(within(rule).getByLabelText('Dwell, s'), { target: { value: '12' } });
    await page.advance();
    fireEvent.click(screen.getByRole('switch', { name: /^Wrong way/ }));
    await page.advance();
    await click(page, 'Save');
    await click(page, 'Save as version');
    expect([
      said.includes('A vehicle stands in a lane'),
      said.includes('Cannot run: It needs a lane'),
      firstScene(page).rules,
    ]).toEqual([true, true, { 'stopped-vehicle': { dwellS: 12 }, 'wrong-way': { enabled: false } }]);
  });
});

describe('what a change would have changed', () => {
  it('is asked for the scene as it is drawn, and told as new, lost and shifted', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await panel(page, 'What if');
    await click(page, 'Compare');
    const nothing = readText(screen.getByText(/No track is stored/));
    page.station.traffic.setReplay({ tracks: 120, unchanged: 3, emptyDays: 2 });
    fireEvent.click(screen.getByLabelText('7 days'));
    await click(page, 'Compare');
    const asked = page.station.asked.filter(([call]) => call === 'replayScene').map(([, args]) => args) as {
      fromAtMs: number;
      toAtMs: number;
    }[];
    expect([
      nothing,
      asked.map(({ fromAtMs, toAtMs }) => (toAtMs - fromAtMs) / 86_400_000),
      readText(screen.getByRole('tabpanel')),
    ]).toEqual([
      'No track is stored for this time, so nothing can be said.',
      [1, 7],
      expect.stringContaining(
        '120 tracks compared. 3 incidents stay as they were.2 days of it without any track: nothing is known of them.New (0)noneLost (0)none',
      ),
    ]);
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
