import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { believableCameras } from '../../../e2e/fixtures/believableSite.ts';
import { listed, press, type } from '../../../e2e/fixtures/camerasPage.ts';
import { openConsole, readTable, readText } from '../../../e2e/fixtures/openConsole.tsx';
import { click } from '../../../e2e/fixtures/sceneStory.ts';

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
