import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole, readTable, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { believableCameras } from '../../../e2e/fixtures/believableSite.ts';

const listed = (): string[] =>
  readTable('List of cameras', 'grid')
    .slice(1)
    .map((row) => row[1] ?? '');
const field = (label: string): HTMLInputElement => screen.getByLabelText(label, { exact: true });
const type = (label: string, value: string): void => void fireEvent.change(field(label), { target: { value } });
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name });

async function click(page: OpenConsole, name: string | RegExp): Promise<void> {
  fireEvent.click(button(name));
  await page.advance();
}

async function press(page: OpenConsole, key: string, more: object = {}): Promise<void> {
  fireEvent.keyDown(screen.getByRole('grid'), { key, ...more });
  await page.advance();
}

describe('the list', () => {
  it('says of every camera what it is, how it is and what it sends', async () => {
    await openConsole('#/cameras');
    expect(readTable('List of cameras', 'grid')).toEqual([
      ['Move', 'No.', 'Name and source', 'State', 'Picture', 'fps in', 'Analysed', 'Bitrate', 'Warnings'],
      [
        '',
        '1',
        'Junction 7 northrtsp://10.20.0.11/axis-media/media.amp',
        'Live since 09:22:59',
        '1920 × 1080H.264',
        '25.2',
        '5.0',
        '3.3 Mbit/s',
        '–',
      ],
      [
        '',
        '2',
        'Junction 7 southrtsp://10.20.0.12/axis-media/media.amp',
        'Stalled since 09:15:58, next try in 8 sNo new picture has come from the camera for some seconds.',
        '1920 × 1080H.264',
        '0.0',
        '0.0',
        '0 kbit/s',
        '–',
      ],
      [
        '',
        '3',
        'Ring road west, km 12.4rtsp://10.20.0.13/Streaming/Channels/101',
        'Live since 09:08:57',
        '1920 × 1080H.265',
        '24.8',
        '10.0',
        '2.6 Mbit/s',
        '–',
      ],
      [
        '',
        '4',
        'Tunnel east portalrtsp://10.20.0.14/cam/realmonitor?channel=1&subtype=0',
        'Not working since 09:01:56, next try in 8 sThe camera does not accept the user name or the password.',
        '––',
        '–',
        '–',
        '–',
        '–',
      ],
      [
        '',
        '5',
        'Tunnel east, niche 3rtsp://127.0.0.1:8554/niche3',
        'Not working since 08:54:55, next try in 8 sThis address may not be used for a camera. Cameras on this computer are refused until they are allowed.',
        '––',
        '–',
        '–',
        '–',
        '–',
      ],
      [
        '',
        '7',
        'Car park overviewhttp://10.20.0.40/axis-cgi/mjpg/video.cgi',
        'Live since 08:40:53',
        '352 × 288MJPEG',
        '5.9',
        'off',
        '2.7 Mbit/s',
        '2 warnings',
      ],
      [
        '',
        '8',
        'Bridge, emergency lanertsp://10.20.0.18/media/video1',
        'Opening since 08:33:52',
        '––',
        '–',
        '–',
        '–',
        '–',
      ],
      ['', '12', 'School crossing, Lindenstraße/srv/video/school-crossing.mp4', 'Off', '–', '–', '–', '–', '–'],
    ]);
  });

  it('follows a camera from live to stalled and says what to do', async () => {
    const page = await openConsole('#/cameras');
    const detail = (): string => readText(screen.getByLabelText('The selected camera').querySelector('div'));
    const before = detail();
    page.station.become(1, { state: 'stalled', reason: believableCameras[1]?.reason ?? null });
    await page.advance(1000);
    expect([before, detail()]).toEqual([
      'Camera 1, Junction 7 north LiveNothing is wrong with this camera.',
      'Camera 1, Junction 7 north StalledNo new picture has come from the camera for some seconds.' +
        'Check the network and the camera. The console connects again by itself.',
    ]);
  });

  it.each([
    ['a name', 'tunnel', ['4', '5']],
    ['a state', 'not working', ['4', '5']],
    ['an address', '10.20.0.1', ['1', '2', '3', '4', '8']],
    ['two words', 'junction stalled', ['2']],
    ['nothing that fits', 'harbour', []],
  ])('is filtered by %s', async (_, filter, numbers) => {
    const page = await openConsole('#/cameras');
    type('Filter', filter);
    await page.advance();
    const found = numbers.length > 0 ? listed() : screen.queryAllByRole('grid').map(readText);
    expect(found).toEqual(numbers);
  });

  it('is moved by Alt and arrows, and says where the camera went', async () => {
    const page = await openConsole('#/cameras');
    await press(page, 'ArrowDown');
    await press(page, 'ArrowDown', { altKey: true });
    const said = screen.getAllByRole('status').map(readText);
    await press(page, 'ArrowUp', { altKey: true });
    await press(page, 'ArrowUp', { altKey: true });
    await press(page, 'ArrowUp', { altKey: true });
    expect({ order: listed().slice(0, 3), said: said.includes('Junction 7 south is now at place 3.') }).toEqual({
      order: ['2', '1', '3'],
      said: true,
    });
  });

  it('is moved by dragging a row in front of another', async () => {
    const page = await openConsole('#/cameras');
    const rows = screen.getAllByRole('row');
    const grip = rows[1]?.querySelector('[draggable]');
    const target = rows[3];
    if (!grip || !target) throw new Error('The list has no rows to drag.');
    fireEvent.dragStart(grip);
    fireEvent.dragOver(target);
    fireEvent.drop(target);
    await page.advance();
    expect(listed().slice(0, 4)).toEqual(['2', '1', '3', '4']);
  });

  it('switches a camera off and on, and asks for another try now', async () => {
    const page = await openConsole('#/cameras');
    await click(page, 'Switch off');
    const off = readTable('List of cameras', 'grid')[1]?.[3];
    await click(page, 'Switch on');
    await click(page, 'Try again now');
    expect([off, readTable('List of cameras', 'grid')[1]?.[3], page.station.asked.map(([call]) => call)]).toEqual([
      'Off',
      'Live since 09:22:59',
      ['updateCamera', 'updateCamera', 'retryCamera'],
    ]);
  });
});

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

describe('a site file', () => {
  async function importing(page: OpenConsole, text: string): Promise<string> {
    await click(page, 'Import');
    const dialog = screen.getByRole('dialog', { name: 'Import a site file' });
    const file = new File([text], 'site.json');
    Object.defineProperty(file, 'text', { value: () => Promise.resolve(text) });
    fireEvent.change(within(dialog).getByLabelText('Choose a file', { selector: 'input' }), {
      target: { files: [file] },
    });
    await page.advance();
    const message = dialog.querySelector('[role="alert"], [role="status"]');
    return readText(message);
  }

  it('brings its cameras in', async () => {
    const page = await openConsole('#/cameras', { cameras: [] });
    const empty = readText(screen.getByRole('heading', { level: 2 }));
    const cameras = [
      { name: 'One', sourceUrl: 'rtsp://10.0.0.1/a' },
      { name: 'Two', sourceUrl: 'rtsp://10.0.0.2/a', number: 9 },
    ];
    const said = await importing(page, JSON.stringify({ schemaVersion: 1, cameras }));
    expect([empty, said, listed()]).toEqual(['No cameras yet', 'Imported: 2 added, 0 updated.', ['1', '9']]);
  });

  it('shows every problem of a wrong one, and takes nothing', async () => {
    const page = await openConsole('#/cameras');
    const said = await importing(
      page,
      '{"schemaVersion":1,"cameras":[{"name":"","sourceUrl":"rtsp://a/b"},{"name":"x"}]}',
    );
    expect([said, listed().length]).toEqual([
      'Nothing was imported: 2 entries are wrong.' +
        'cameras.0.name: Too small: expected string to have >=1 characters.' +
        'cameras.1.sourceUrl: Invalid input: expected string, received undefined.',
      8,
    ]);
  });
});
