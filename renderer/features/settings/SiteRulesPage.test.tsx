import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { emptyScene } from '../../../app/traffic/scene/scene.ts';
import { camerasThatDiffer, siteRuleFaults } from './siteRulesDraft.ts';

const rule = (name: string): HTMLElement =>
  screen.getByRole('switch', { name: new RegExp(`^${name}`) }).closest('li') as HTMLElement;
const state = (name: string): string =>
  readText(within(rule(name)).getByRole('button', { name: /^Settings of/ }).nextElementSibling);
const switched = (name: string): boolean =>
  screen.getByRole<HTMLInputElement>('switch', { name: new RegExp(`^${name}`) }).checked;

async function click(page: OpenConsole, name: string, within_: HTMLElement = document.body): Promise<void> {
  fireEvent.click(within(within_).getByRole('button', { name }));
  await page.advance();
}
async function toggle(page: OpenConsole, name: string): Promise<void> {
  fireEvent.click(screen.getByRole('switch', { name: new RegExp(`^${name}`) }));
  await page.advance();
}
async function set(page: OpenConsole, name: string, label: string, value: string): Promise<void> {
  fireEvent.change(within(rule(name)).getByLabelText(new RegExp(`^${label}( ·|$)`)), { target: { value } });
  await page.advance();
}
const versions = (): string[] =>
  within(screen.getByRole('region', { name: 'Versions' }))
    .queryAllByRole('listitem')
    .map(readText);

/** Camera 1 has a scene of its own that sets something of the queue rule. */
async function withScene(page: OpenConsole): Promise<void> {
  const scene = { ...emptyScene({ width: 1920, height: 1080 }), rules: { queue: { offKmh: 20 } } };
  const saved = { cameraId: 'id-1', baseVersion: null, note: '', scene };
  await page.station.implementation.saveScene(saved, { name: 'window-1' });
  await page.advance();
}

beforeEach(() => window.localStorage.clear());

describe('the rules of the site', () => {
  it('are set once for all cameras and saved as a version with its reason', async () => {
    const page = await openConsole('#/settings/rules');
    await withScene(page);
    const before = [
      state('Stopped vehicle'),
      switched('Debris'),
      versions(),
      readText(rule('Queue')).includes('One camera differs: 1 · '),
    ];
    await click(page, 'Settings of stopped vehicle', rule('Stopped vehicle'));
    await set(page, 'Stopped vehicle', 'Dwell, s', '12');
    await toggle(page, 'Debris');
    fireEvent.change(screen.getByLabelText('Why'), { target: { value: 'Leaves in autumn' } });
    await click(page, 'Save');
    await page.advance();
    expect([
      before,
      page.station.asked.find(([call]) => call === 'saveSiteRules')?.[1],
      state('Stopped vehicle'),
    ]).toEqual([
      ['as it comes', true, [], true],
      {
        baseVersion: null,
        note: 'Leaves in autumn',
        rules: { 'stopped-vehicle': { dwellS: 12 }, debris: { enabled: false } },
      },
      'set for the site',
    ]);
    expect(versions()).toEqual([
      expect.stringMatching(
        /^Version 1 · window-1, .* in useLeaves in autumnStopped vehicle: dwell set to 12 s\.Debris: switched off\.$/,
      ),
    ]);
  });

  it('are saved in the name that this browser was told', async () => {
    const page = await openConsole('#/settings');
    fireEvent.change(screen.getByLabelText('Your name'), { target: { value: 'Ann' } });
    window.location.hash = '#/settings/rules';
    window.dispatchEvent(new Event('hashchange'));
    await page.advance(600);
    const known = screen.getByLabelText<HTMLInputElement>('Your name').value;
    await toggle(page, 'Debris');
    await click(page, 'Save');
    await page.advance();
    expect([
      known,
      page.station.stores.siteRules.newest()?.author,
      versions()[0]?.startsWith('Version 1 · Ann, '),
    ]).toEqual(['Ann', 'Ann', true]);
  });

  it('go back to how they come, one setting or one rule at a click, and to an earlier version', async () => {
    const page = await openConsole('#/settings/rules');
    const rules = { 'stopped-vehicle': { dwellS: 12, severity: 'low' }, debris: { enabled: false } };
    const save = (baseVersion: number | null, next: typeof rules | object) =>
      page.station.implementation.saveSiteRules({ baseVersion, note: '', rules: { ...next } }, { name: 'window-2' });
    await save(null, rules);
    await page.advance();
    const followed = [state('Stopped vehicle'), switched('Debris')];
    await click(page, 'Settings of stopped vehicle', rule('Stopped vehicle'));
    await click(page, 'Dwell, s: as it comes');
    await click(page, 'Set debris as it comes');
    await click(page, 'Save');
    await page.advance();
    const saved = page.station.stores.siteRules.newest()?.rules;
    await click(page, 'Return to version 1');
    await page.advance();
    expect([followed, saved, page.station.stores.siteRules.newest()?.rules, versions().length]).toEqual([
      ['set for the site', false],
      { 'stopped-vehicle': { severity: 'low' } },
      rules,
      3,
    ]);
  });

  it('are not saved while they contradict themselves, or what a camera sets', async () => {
    const page = await openConsole('#/settings/rules');
    await withScene(page);
    await click(page, 'Settings of queue', rule('Queue'));
    await set(page, 'Queue', 'On, km/h', '45');
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled;
    const alone = [readText(screen.getByRole('alert')), button()];
    await set(page, 'Queue', 'Off, km/h', '50');
    const together = [readText(screen.getByRole('alert')), button()];
    await set(page, 'Queue', 'On, km/h', '15');
    expect([alone, together, screen.queryByRole('alert'), button()]).toEqual([
      ['This cannot be saved yetThe rule “Queue” contradicts itself: “Off, km/h” must not be below “On, km/h”.', true],
      [
        'This cannot be saved yet1 · Junction 7 north has settings of its own that do not go with these. The rule “Queue” contradicts itself: “Off, km/h” must not be below “On, km/h”.',
        true,
      ],
      null,
      false,
    ]);
  });

  it('are tried on the stored tracks of all cameras before they are saved', async () => {
    const page = await openConsole('#/settings/rules');
    const tried = (): HTMLElement => screen.getByRole('region', { name: 'What would this have changed?' });
    const start = (): HTMLButtonElement => within(tried()).getByRole('button', { name: 'Compare' });
    const withoutScenes = start().disabled;
    await withScene(page);
    await toggle(page, 'Debris');
    page.station.traffic.setReplay({ tracks: 120, unchanged: 3 });
    await click(page, 'Compare');
    await page.advance();
    const result = readText(tried());
    await toggle(page, 'Debris');
    expect([withoutScenes, result.includes('120 tracks compared. 3 incidents stay as they were.')]).toEqual([
      true,
      true,
    ]);
    expect(readText(tried())).toContain('The rules were changed since; compare again.');
  });

  it('say that others changed them meanwhile, and keep what was begun', async () => {
    const page = await openConsole('#/settings/rules');
    await toggle(page, 'Debris');
    await page.station.implementation.saveSiteRules(
      { baseVersion: null, note: '', rules: { queue: { enabled: false } } },
      { name: 'window-2' },
    );
    await page.advance();
    const warned = screen
      .getAllByRole('status')
      .map(readText)
      .some((text) => text.includes('changed elsewhere meanwhile'));
    const kept = [switched('Debris'), switched('Queue')];
    await click(page, 'Undo the changes');
    expect([warned, kept, [switched('Debris'), switched('Queue')]]).toEqual([true, [false, true], [true, false]]);
  });

  it('lose nothing when the station refuses', async () => {
    const page = await openConsole('#/settings/rules');
    await toggle(page, 'Debris');
    page.station.refuse('The disk is full: nothing was saved. Free some space and save again.');
    await click(page, 'Save');
    await page.advance();
    const refused = readText(screen.getByRole('alert'));
    page.station.refuse(null);
    await click(page, 'Save');
    await page.advance();
    expect([refused, switched('Debris'), page.station.stores.siteRules.newest()?.rules]).toEqual([
      'Not saved; what you entered is kept.The disk is full: nothing was saved. Free some space and save again.',
      false,
      { debris: { enabled: false } },
    ]);
  });
});

describe('rules of the site beside those of cameras', () => {
  const camera = { cameraId: 'c', number: 4, name: 'Bridge' } as never;
  const scene = { ...emptyScene({ width: 640, height: 360 }), rules: { queue: { offKmh: 20 }, speeding: {} } };
  const site = {
    cameras: [camera],
    scenes: [{ cameraId: 'c', version: 1, author: '', savedAtMs: 0, note: '', scene }],
  };

  it('know who differs and who contradicts', () => {
    expect([
      camerasThatDiffer('queue', site),
      camerasThatDiffer('speeding', site),
      siteRuleFaults({ queue: { onKmh: 18 } }, site),
      siteRuleFaults({ queue: { onKmh: 25, offKmh: 30 } }, site).length,
    ]).toEqual([[camera], [], [], 1]);
  });
});
