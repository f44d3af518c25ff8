import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { firstSettings } from '../../../app/store/firstStart.ts';
import { type OpenConsole, openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { rangeFault } from './addressRange.ts';
import { type SettingsDraft, draftOf, errorsOf, toSave } from './settingsDraft.ts';

const type = (label: string, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const valueOf = (label: string): string => screen.getByLabelText<HTMLInputElement>(label).value;

async function save(page: OpenConsole): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await page.advance();
}

/** What the page says of itself, beside its fields. */
const said = (): string[] =>
  [...screen.getByRole('main').querySelectorAll('[role="status"], [role="alert"]')]
    .map(readText)
    .filter((text) => text !== '');

describe('the settings page', () => {
  it('saves what was changed, and only that', async () => {
    const page = await openConsole('#/settings', { models: 'none' });
    type('Name of the site', 'Ring road west');
    fireEvent.click(screen.getByRole('switch', { name: /^Cameras on this computer/ }));
    type('Allowed address ranges', '10.20.0.0/16\n\nfd12:3456::/32');
    fireEvent.click(screen.getByRole('switch', { name: 'Watch person' }));
    type('Lowest score for car', '0.45');
    type('Days that tracks are kept', '90');
    await save(page);
    const { person: _person, ...others } = firstSettings.scoreByClass;
    expect([page.station.asked, said()]).toEqual([
      [
        [
          'saveSettings',
          {
            siteName: 'Ring road west',
            addressRules: { allowLoopback: true, allowedCidrs: ['10.20.0.0/16', 'fd12:3456::/32'] },
            scoreByClass: { ...others, car: 0.45 },
            nmsIou: 0.6,
            keepTracksDays: 90,
          },
        ],
      ],
      ['Saved.'],
    ]);
  });

  it('loses nothing when the station refuses', async () => {
    const page = await openConsole('#/settings', { models: 'none' });
    type('Name of the site', 'Ring road west');
    page.station.refuse('The disk is full: nothing was saved. Free some space and save again.');
    await save(page);
    const refused = said();
    page.station.refuse(null);
    await save(page);
    expect({ refused, name: valueOf('Name of the site'), after: said() }).toEqual({
      refused: [
        'There are changes that are not saved.',
        'Not saved; what you entered is kept.The disk is full: nothing was saved. Free some space and save again.',
      ],
      name: 'Ring road west',
      after: ['Saved.'],
    });
  });

  it('sends nothing while something is wrong, and says what', async () => {
    const page = await openConsole('#/settings', { models: 'none' });
    type('Allowed address ranges', '10.20.0.1/16');
    type('Overlap that makes two boxes one', '2');
    await save(page);
    const errors = [...document.querySelectorAll('[class*="InputWrapper-error"]')].map(readText);
    expect([errors, said().at(-1), page.station.asked]).toEqual([
      ['“10.20.0.1/16” is not the start of a range; did you mean 10.20.0.0/16?', 'Enter a number from 0.1 to 0.95.'],
      'Not saved: something above is wrong.',
      [],
    ]);
  });

  it('follows a change from elsewhere, unless the operator has begun another one', async () => {
    const page = await openConsole('#/settings', { models: 'none' });
    const elsewhere = { ...firstSettings, siteName: 'From elsewhere' };
    await page.station.implementation.saveSettings(elsewhere, { name: 'window-2' });
    await page.advance();
    const followed = valueOf('Name of the site');
    type('Name of the site', 'Mine');
    await page.station.implementation.saveSettings({ ...elsewhere, keepTracksDays: 7 }, { name: 'window-2' });
    await page.advance();
    const kept = [valueOf('Name of the site'), valueOf('Days that tracks are kept')];
    const warned = said().at(-1);
    fireEvent.click(screen.getByRole('button', { name: 'Undo the changes' }));
    await page.advance();
    expect({
      followed,
      kept,
      warned,
      undone: [valueOf('Name of the site'), valueOf('Days that tracks are kept')],
    }).toEqual({
      followed: 'From elsewhere',
      kept: ['Mine', '30'],
      warned: 'The settings were changed elsewhere meanwhile. Saving now replaces those changes; undo shows them.',
      undone: ['From elsewhere', '7'],
    });
  });

  it('lists the classes of the model in use, and finds one', async () => {
    const page = await openConsole('#/settings');
    const counted = readText(screen.getByText(/classes watched/));
    type('Find a class', 'bus');
    await page.advance();
    const found = screen.getAllByLabelText(/^Watch /).map((box) => box.getAttribute('aria-label'));
    expect([counted, found]).toEqual(['6 of 80 classes watched', ['Watch bus']]);
  });
});

describe('the classes that are watched', () => {
  const listed = (): (string | null)[] =>
    screen.getAllByLabelText(/^Watch /).map((box) => box.getAttribute('aria-label')?.slice('Watch '.length) ?? null);
  const roadUsers = ['person', 'bicycle', 'car', 'motorcycle', 'bus', 'truck'];

  it('are the road users at first, and all others when they are asked for', async () => {
    await openConsole('#/settings');
    const first = listed();
    fireEvent.click(screen.getByRole('button', { name: '74 other classes of the model' }));
    const all = listed();
    fireEvent.click(screen.getByRole('switch', { name: 'Watch dog' }));
    const switched = listed();
    expect([first, all.length, new Set(all).size, switched]).toEqual([roadUsers, 80, 80, all]);
    fireEvent.click(screen.getByRole('button', { name: '74 other classes of the model, 1 of them watched' }));
    expect(listed()).toEqual(roadUsers);
  });

  it('stand among the first once they are saved, and those with a fault are never hidden', async () => {
    const page = await openConsole('#/settings');
    fireEvent.click(screen.getByRole('button', { name: '74 other classes of the model' }));
    fireEvent.click(screen.getByRole('switch', { name: 'Watch dog' }));
    type('Lowest score for dog', '7');
    fireEvent.click(screen.getByRole('button', { name: /^74 other classes/ }));
    const faulty = listed().length;
    type('Lowest score for dog', '0.5');
    await save(page);
    const button = screen.getByRole('button', { name: '73 other classes of the model' });
    expect([faulty, button.getAttribute('aria-expanded'), listed()]).toEqual([80, 'false', [...roadUsers, 'dog']]);
  });
});

describe('a settings draft', () => {
  const draft = draftOf(firstSettings, ['car', 'tram']);

  it('lists the classes of the model first, then those that are watched beside it', () => {
    expect(draft.classes.map(({ className, watched, score }) => [className, watched, score])).toEqual([
      ['car', true, 0.4],
      ['tram', false, 0.35],
      ['person', true, 0.4],
      ['bicycle', true, 0.4],
      ['motorcycle', true, 0.4],
      ['bus', true, 0.4],
      ['truck', true, 0.4],
    ]);
  });

  it('comes back as the settings it was made of', () => {
    expect(toSave(draft)).toEqual(firstSettings);
  });

  it.each<[string, Partial<SettingsDraft>, string[]]>([
    ['nothing', {}, []],
    ['a long name', { siteName: 'x'.repeat(121) }, ['siteName']],
    ['a range', { cidrs: '10.0.0.0/8\nnonsense' }, ['cidrs']],
    ['too many ranges', { cidrs: '10.0.0.0/8\n'.repeat(201) }, ['cidrs']],
    ['an overlap', { nmsIou: '' }, ['nmsIou']],
    ['days', { keepTracksDays: 1.5 }, ['keepTracksDays']],
    ['a score', { classes: [{ className: 'car', watched: true, score: 0 }] }, ['scoreByClass']],
    ['a score of a class that is not watched', { classes: [{ className: 'car', watched: false, score: '' }] }, []],
  ])('finds what is wrong: %s', (_, change, fields) => {
    expect(Object.keys(errorsOf({ ...draft, ...change }))).toEqual(fields);
  });
});

describe('an address range', () => {
  const not = (line: string): string =>
    `“${line}” is not an address range. Write it like 10.20.0.0/16 or fd12:3456::/32.`;
  const meant = (line: string, range: string): string =>
    `“${line}” is not the start of a range; did you mean ${range}?`;

  it.each([
    ['10.20.0.0/16', null],
    ['0.0.0.0/0', null],
    ['10.20.0.7/32', null],
    ['fd12:3456::/32', null],
    ['2001:db8:0:1::/64', null],
    ['::1/128', null],
    ['10.20.0.7/16', meant('10.20.0.7/16', '10.20.0.0/16')],
    ['10.20.255.7/20', meant('10.20.255.7/20', '10.20.240.0/20')],
    ['fd12:3456::1/32', meant('fd12:3456::1/32', 'fd12:3456::/32')],
    ['10.20.0.0', not('10.20.0.0')],
    ['10.20.0/16', not('10.20.0/16')],
    ['10.20.0.0/33', not('10.20.0.0/33')],
    ['10.20.0.256/32', not('10.20.0.256/32')],
    ['010.0.0.0/8', not('010.0.0.0/8')],
    ['fd12::3456::/32', not('fd12::3456::/32')],
    ['fd12::/129', not('fd12::/129')],
    ['cameras.example/24', not('cameras.example/24')],
  ])('%s', (line, fault) => {
    expect(rangeFault(line)).toBe(fault);
  });
});
