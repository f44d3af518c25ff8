import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import {
  button,
  click,
  clickAt,
  firstScene,
  freshBrowser,
  panel,
  press,
  savedOnce,
  type,
} from '../../../e2e/fixtures/sceneStory.ts';

beforeEach(freshBrowser);

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
    const { askedReplays, followedReplays } = page.station.traffic;
    expect([
      nothing,
      askedReplays.map(({ fromAtMs, toAtMs }) => (toAtMs - fromAtMs) / 86_400_000),
      followedReplays(),
      readText(screen.getByRole('tabpanel')),
    ]).toEqual([
      'No track is stored for this time, so nothing can be said.',
      [1, 7],
      0,
      expect.stringContaining(
        '120 tracks compared. 3 incidents stay as they were.2 days of it without any track: nothing is known of them.New (0)noneLost (0)none',
      ),
    ]);
  });

  it('says how far it is; it is ended by the operator, by leaving the panel, and by its process', async () => {
    const page = await openConsole('#/scene');
    await savedOnce(page);
    await panel(page, 'What if');
    const { traffic } = page.station;
    traffic.holdReplays({ state: 'waiting' });
    await click(page, 'Compare');
    traffic.holdReplays({ state: 'running', share: 0.42, tracks: 1300 });
    await page.advance();
    const running = readText(screen.getByText(/is run through/));
    await click(page, 'Stop');
    const stopped = [traffic.followedReplays(), screen.queryByText(/is run through/)];
    await click(page, 'Compare');
    await panel(page, 'Rules');
    const left = traffic.followedReplays();
    await panel(page, 'What if');
    await click(page, 'Compare');
    traffic.holdReplays({ state: 'failed', problem: 'The process that replays ended before it was done.' });
    await page.advance();
    expect([running, stopped, left, readText(screen.getByText(/ended before/)), traffic.followedReplays()]).toEqual([
      '42 % of the time is run through, 1,300 tracks.',
      [0, null],
      0,
      expect.stringContaining('The process that replays ended before it was done.'),
      0,
    ]);
  });
});
