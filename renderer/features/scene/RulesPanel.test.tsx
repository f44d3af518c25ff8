import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { click, firstScene, freshBrowser, panel } from '../../../e2e/fixtures/sceneStory.ts';
import { withoutSetting } from './ruleFields.ts';

beforeEach(freshBrowser);

const rule = (name: string): HTMLElement =>
  screen.getByRole('switch', { name: new RegExp(`^${name}`) }).closest('li') as HTMLElement;
const state = (name: string): string =>
  readText(within(rule(name)).getByRole('button', { name: /^Settings of/ }).nextElementSibling);
const field = (label: string): HTMLInputElement =>
  within(rule('Stopped vehicle')).getByLabelText<HTMLInputElement>(label);

describe('the rules of a camera', () => {
  it('are as the site has them until set for this camera, and go back by one click', async () => {
    const page = await openConsole('#/scene');
    await page.station.implementation.saveSiteRules(
      { baseVersion: null, note: '', rules: { 'stopped-vehicle': { dwellS: 12 }, debris: { enabled: false } } },
      { name: 'window-2' },
    );
    await panel(page, 'Rules');
    await click(page, 'Settings of stopped vehicle');
    const asSite = [
      state('Stopped vehicle'),
      field('Dwell, s').value,
      screen.getByRole<HTMLInputElement>('switch', { name: /^Debris/ }).checked,
    ];
    fireEvent.change(field('Dwell, s'), { target: { value: '30' } });
    fireEvent.blur(field('Dwell, s · for this camera'));
    await page.advance();
    fireEvent.click(screen.getByRole('switch', { name: /^Debris/ }));
    await page.advance();
    const own = [state('Stopped vehicle'), state('Debris'), field('Dwell, s · for this camera').value];
    await click(page, 'Dwell, s: as the site');
    const back = [state('Stopped vehicle'), field('Dwell, s').value];
    await click(page, 'Save');
    await click(page, 'Save as version');
    const saved = firstScene(page).rules;
    await click(page, 'Set debris as the site has it');
    expect([asSite, own, back, saved, state('Debris')]).toEqual([
      ['as the site', '12', false],
      ['for this camera', 'for this camera', '30'],
      ['as the site', '12'],
      { debris: { enabled: true } },
      'as the site',
    ]);
  });

  it('must not contradict those of the site', async () => {
    const page = await openConsole('#/scene');
    await page.station.implementation.saveSiteRules(
      { baseVersion: null, note: '', rules: { queue: { onKmh: 25, offKmh: 30 } } },
      { name: 'window-2' },
    );
    await panel(page, 'Rules');
    await click(page, 'Settings of queue');
    fireEvent.change(within(rule('Queue')).getByLabelText('Off, km/h'), { target: { value: '20' } });
    await page.advance();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    fireEvent.change(within(rule('Queue')).getByLabelText('Off, km/h · for this camera'), { target: { value: '28' } });
    await page.advance();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(false);
  });
});

it('one setting is taken out, and with the last one its rule', () => {
  const rules = { queue: { onKmh: 8, offKmh: 12 }, debris: { enabled: false } };
  expect([withoutSetting(rules, 'queue', 'onKmh'), withoutSetting(rules, 'debris', 'enabled')]).toEqual([
    { queue: { offKmh: 12 }, debris: { enabled: false } },
    { queue: { onKmh: 8, offKmh: 12 } },
  ]);
});
