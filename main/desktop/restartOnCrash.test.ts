import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { electronStandIn } from '../../e2e/fixtures/electronStandIn/electronStandIn.ts';
import { restartOnCrash } from './restartOnCrash.ts';

const threeCrashes = 'The station crashed 3 times within a minute (last with an error that nothing handled).';

/** Electron's main process as far as a crash sees it. */
function mainProcess({ restarts, ...given }: { argv?: string[]; env?: Record<string, string>; restarts?: number }) {
  const { electron, controls } = electronStandIn('inert');
  const clock = new SimulatedClock();
  const main = Object.assign(new EventEmitter(), { argv: ['/the/console'], env: {}, ppid: 10, ...given });
  const { app, dialog } = electron;
  const safeModeReason = restartOnCrash({
    app,
    dialog,
    main,
    clock,
    log: silentLog,
    uptimeS: () => 500.5,
    ...(restarts === undefined ? {} : { restarts }),
  });
  return { main, clock, story: controls.story, safeModeReason };
}

describe('F50: an error in the desktop’s main process that nothing handles', () => {
  it.each(['uncaughtException', 'unhandledRejection'])('%s: it starts again by itself', (event) => {
    const { main, story } = mainProcess({ argv: ['/the/console', '--user-data-dir=/d'] });
    main.emit(event, new Error('a bug'));
    main.emit(event, new Error('what follows from it'));
    expect(story).toEqual(['relaunch --user-data-dir=/d --crashed-at-uptime-s=500', 'exit 70']);
  });

  it('below a launcher: that starts it again', () => {
    const { main, story } = mainProcess({ env: { ITS_LAUNCHED: '1' } });
    main.emit('uncaughtException', new Error('a bug'));
    expect(story).toEqual(['exit 70']);
  });

  it.each([
    ['a second time', '480', 'relaunch --crashed-at-uptime-s=480,500'],
    ['long after the others', '10,20,30', 'relaunch --crashed-at-uptime-s=500'],
    ['with a flag that somebody mistyped', 'x', 'relaunch --crashed-at-uptime-s=500'],
  ])('%s: it starts again', (_, told, expected) => {
    const { main, story } = mainProcess({ argv: ['/the/console', `--crashed-at-uptime-s=${told}`] });
    main.emit('uncaughtException', new Error('a bug'));
    expect(story).toEqual([expected, 'exit 70']);
  });

  it('a fourth time within a minute: it says so and ends', () => {
    const { main, story } = mainProcess({ argv: ['/the/console', '--crashed-at-uptime-s=450,470,490'] });
    main.emit('uncaughtException', new Error('a bug'));
    expect(story).toEqual([
      'ITS Camera AI console: It crashed too often and is not started again. Start it anew; its log says why.',
      'exit 1',
    ]);
  });

  it.each([
    ['three crashes within a minute', { argv: ['/the/console', '--crashed-at-uptime-s=450,470,490'] }],
    ['a launcher that says so', { env: { ITS_LAUNCHED: '1', ITS_SAFE_MODE: threeCrashes } }],
  ])('%s: this start is one in safe mode', (_, given) => {
    expect(mainProcess(given).safeModeReason).toBe(threeCrashes);
  });

  it.each([
    ['no crash', {}],
    ['two crashes', { argv: ['/the/console', '--crashed-at-uptime-s=470,490'] }],
    ['three crashes, one of them earlier', { argv: ['/the/console', '--crashed-at-uptime-s=10,470,490'] }],
    ['a launcher', { env: { ITS_LAUNCHED: '1', ITS_SAFE_MODE: '' } }],
  ])('control: after %s this start is a usual one', (_, given) => {
    expect(mainProcess(given).safeModeReason).toBeNull();
  });

  it('control: without restarts it stays away', () => {
    const { main, story } = mainProcess({ restarts: 0 });
    main.emit('uncaughtException', new Error('a bug'));
    expect(story.filter((line) => !line.startsWith('ITS'))).toEqual(['exit 1']);
  });
});

describe('the desktop’s launcher', () => {
  it('is gone: the desktop ends in order', async () => {
    const { main, clock, story } = mainProcess({ env: { ITS_LAUNCHED: '1' } });
    await clock.advance(10_000);
    expect(story).toEqual([]);
    main.ppid = 1;
    await clock.advance(2000);
    expect(story).toEqual(['quit']);
  });

  it('control: one without a launcher does not mind its parent', async () => {
    const { main, clock, story } = mainProcess({});
    main.ppid = 1;
    await clock.advance(10_000);
    expect(story).toEqual([]);
  });
});
