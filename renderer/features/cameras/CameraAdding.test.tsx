import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { field, listed, type } from '../../../e2e/fixtures/camerasPage.ts';
import { openConsole, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { button, click } from '../../../e2e/fixtures/sceneStory.ts';

describe('adding a camera', () => {
  it('suggests the next free number, tests, and saves', async () => {
    const page = await openConsole('#/cameras');
    fireEvent.keyDown(document.body, { key: 'n' });
    await page.advance();
    const suggested = field('Number').value;
    type('Name', 'Depot gate');
    type('Source address', 'rtsp://10.20.0.30/media/video1');
    type('User', 'viewer');
    type('Password', 'secret');
    const before = button(/^Save/).textContent;
    await click(page, 'Test');
    const result = readText(screen.getByRole('region', { name: 'Test' }));
    await click(page, 'Save');
    expect({ suggested, before, result, open: screen.queryAllByRole('dialog').length, last: listed().at(-1) }).toEqual({
      suggested: '6',
      before: 'Save without testing',
      result: 'The camera works.H.264, 1920 × 1080, 25.0 fps',
      open: 0,
      last: '6',
    });
    expect(page.station.asked).toEqual([
      [
        'testCamera',
        { sourceUrl: 'rtsp://10.20.0.30/media/video1', credentials: { user: 'viewer', password: 'secret' } },
      ],
      [
        'addCamera',
        {
          settings: {
            number: 6,
            name: 'Depot gate',
            sourceUrl: 'rtsp://10.20.0.30/media/video1',
            enabled: true,
            analysisFps: 5,
            playback: { pace: 'realTime', loop: true },
          },
          credentials: { user: 'viewer', password: 'secret' },
        },
      ],
    ]);
  });

  it('takes a password out of the address, so that it stands nowhere in sight', async () => {
    const page = await openConsole('#/cameras');
    await click(page, 'Add camera');
    type('Source address', 'rtsp://viewer:p%40ss@10.20.0.30/live.sdp');
    fireEvent.blur(field('Source address'));
    await page.advance();
    expect([
      field('Source address').value,
      field('User').value,
      field('Password').value,
      field('Password').type,
    ]).toEqual(['rtsp://10.20.0.30/live.sdp', 'viewer', 'p@ss', 'password']);
  });

  it('offers to allow cameras on this computer where they are refused, and tests again', async () => {
    const page = await openConsole('#/cameras');
    await click(page, 'Add camera');
    type('Source address', 'rtsp://localhost:8554/gate');
    await click(page, 'Test');
    const refused = readText(screen.getByRole('region', { name: 'Test' }));
    await click(page, 'Allow cameras on this computer');
    await page.advance();
    expect({
      refused,
      afterwards: readText(screen.getByRole('region', { name: 'Test' })),
      asked: page.station.asked.map(([call]) => call),
    }).toEqual({
      refused:
        'The camera does not work.' +
        'This address may not be used for a camera. Cameras on this computer are refused until they are allowed.' +
        'Switch on "Cameras on this computer" in the settings.' +
        'Allow cameras on this computerChanges the setting for the whole site and tests again.',
      afterwards: 'The camera works.H.264, 1920 × 1080, 25.0 fps',
      asked: ['testCamera', 'saveSettings', 'testCamera'],
    });
  });

  it('does not offer that for a camera elsewhere', async () => {
    const page = await openConsole('#/cameras');
    await click(page, 'Add camera');
    type('Source address', 'rtsp://10.20.0.66/live.sdp');
    await click(page, 'Test');
    expect(readText(screen.getByRole('region', { name: 'Test' }))).toBe(
      'The camera does not work.' +
        'The camera does not accept the user name or the password.' +
        'Enter them again in the settings of the camera. Some cameras lock an account for minutes after wrong tries.',
    );
  });

  it('says at each field what is wrong, and sends nothing', async () => {
    const page = await openConsole('#/cameras');
    await click(page, 'Add camera');
    type('Number', '3');
    type('Source address', 'udp://239.0.0.1:5000');
    type('Password', 'x');
    type('Analysed frames a second', '99');
    await click(page, /^Save/);
    const errors = [
      ...document.querySelectorAll(
        '[role="dialog"] [class*="Input-error"], [role="dialog"] [class*="InputWrapper-error"]',
      ),
    ];
    expect([errors.map(readText), page.station.asked]).toEqual([
      [
        'Ring road west, km 12.4 has this number already; choose another.',
        'Give the camera a name of at most 80 characters.',
        'The address of the camera cannot be used. "udp:" is not a kind of source; use rtsp, rtsps, http, https, file. Write it like rtsp://192.168.1.20:554/stream1, http://192.168.1.20/video.mjpg or /clips/junction.mp4.',
        'Enter the user that belongs to this password.',
        'Enter a number from 0 to 30.',
      ],
      [],
    ]);
  });

  it('keeps every word when the station refuses, and when Escape was pressed by mistake', async () => {
    const page = await openConsole('#/cameras');
    await click(page, 'Add camera');
    type('Name', 'Depot gate');
    type('Source address', '/srv/video/depot.mp4');
    page.station.refuse('The disk is full: the camera was not saved. Free some space and save again.');
    await click(page, /^Save/);
    const refused = readText(screen.getByRole('alert'));
    fireEvent.keyDown(field('Name'), { key: 'Escape' });
    await page.advance();
    const kept = [field('Name').value, field('Source address').value];
    const warned = screen.getAllByRole('status').map(readText);
    fireEvent.keyDown(field('Name'), { key: 'Escape' });
    await page.advance();
    expect({
      refused,
      kept,
      warned: warned.includes('What you entered is not saved. Close again to give it up.'),
    }).toEqual({
      refused: 'Not saved.The disk is full: the camera was not saved. Free some space and save again.',
      kept: ['Depot gate', '/srv/video/depot.mp4'],
      warned: true,
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it.each([
    ['a file', '/srv/video/depot.mp4', { playback: true, user: false }],
    ['a camera', 'rtsp://10.20.0.30/', { playback: false, user: true }],
    ['nothing yet', '', { playback: false, user: true }],
  ])('shows playback for files and credentials for cameras: %s', async (_, sourceUrl, fields) => {
    const page = await openConsole('#/cameras');
    await click(page, 'Add camera');
    type('Source address', sourceUrl);
    await page.advance();
    const playback = screen.queryByRole('group', { name: 'Playback of the file' }) !== null;
    expect({ playback, user: screen.queryByLabelText('User') !== null }).toEqual(fields);
  });

  it('takes a maker’s example into the field', async () => {
    const page = await openConsole('#/cameras');
    await click(page, 'Add camera');
    await click(page, /^Use the Dahua example/);
    expect(field('Source address').value).toBe('rtsp://CAMERA/cam/realmonitor?channel=1&subtype=0');
  });
});
