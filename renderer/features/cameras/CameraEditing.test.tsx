import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { listed, press, type } from '../../../e2e/fixtures/camerasPage.ts';
import { openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { button, click } from '../../../e2e/fixtures/sceneStory.ts';

describe('editing a camera', () => {
  it('keeps the stored password without ever showing it, and needs no test for a new name', async () => {
    const page = await openConsole('#/cameras');
    await press(page, 'Enter');
    const stored = readText(screen.getByText('A user and a password are stored. They are never shown.'));
    type('Name', 'Junction 7 north-west');
    await click(page, 'Save');
    expect([stored, page.station.asked.map(([call, args]) => [call, Object.keys(args as object)])]).toEqual([
      'A user and a password are stored. They are never shown.',
      [['updateCamera', ['settings', 'cameraId']]],
    ]);
  });

  it('removes the stored password on request', async () => {
    const page = await openConsole('#/cameras');
    await press(page, 'Enter');
    await click(page, 'Remove them');
    const said = screen.getByText('The stored user and password are removed when you save.').textContent;
    await click(page, 'Save without testing');
    const [, args] = page.station.asked[0] ?? [];
    expect([said, (args as { credentials: unknown }).credentials]).toEqual([
      'The stored user and password are removed when you save.',
      null,
    ]);
  });

  it('forgets a test when the address changes', async () => {
    const page = await openConsole('#/cameras');
    await press(page, 'Enter');
    await click(page, 'Test');
    const tested = screen.queryAllByRole('region', { name: 'Test' }).length;
    type('Source address', 'rtsp://10.20.0.31/live.sdp');
    await page.advance();
    expect([tested, screen.queryAllByRole('region', { name: 'Test' }).length, button(/^Save/).textContent]).toEqual([
      1,
      0,
      'Save without testing',
    ]);
  });
});

describe('deleting a camera', () => {
  it('says what is lost and what stays, and deletes only when asked to', async () => {
    const page = await openConsole('#/cameras');
    await press(page, 'Delete');
    const dialog = screen.getByRole('dialog', { name: 'Delete Junction 7 north?' });
    const text = readText(dialog);
    await click(page, 'Keep it');
    const kept = listed().length;
    await press(page, 'Delete');
    await click(page, 'Delete camera');
    expect({ text, kept, after: listed() }).toEqual({
      text:
        'Delete Junction 7 north?' +
        'Its settings, its stored user and password and its places on the walls are lost. To keep them and only stop the camera, switch it off instead.' +
        'What was recorded of its traffic stays for 30 days, as for every camera.' +
        'Keep itDelete camera',
      kept: 8,
      after: ['2', '3', '4', '5', '7', '8', '12'],
    });
  });

  it('keeps the question open when the station refuses, with the reason', async () => {
    const page = await openConsole('#/cameras');
    await press(page, 'Delete');
    page.station.refuse('The database is busy. Try again.');
    await click(page, 'Delete camera');
    expect([readText(screen.getByRole('alert')), listed().length]).toEqual(['The database is busy. Try again.', 8]);
  });
});
