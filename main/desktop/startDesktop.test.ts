import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { electronStandIn } from '../../e2e/fixtures/electronStandIn/electronStandIn.ts';
import { StandInFrame } from '../../e2e/fixtures/electronStandIn/frame.ts';
import type { StandInPort } from '../../e2e/fixtures/electronStandIn/ports.ts';
import type { StandInWebContents } from '../../e2e/fixtures/electronStandIn/webContents.ts';
import { testWorkerModule } from '../../e2e/fixtures/hostSuite.ts';
import { testContract } from '../../e2e/fixtures/testContract.ts';
import { pagePolicy } from '../web/pageHeaders.ts';
import { startDesktop } from './startDesktop.ts';
import type { DesktopOptions } from './startDesktop.ts';
import type { Refusals } from './windowPolicy.ts';

const own = 'app://console';
const pageFiles = () =>
  new Map([
    ['/index.html', { contentType: 'text/html; charset=utf-8', bytes: Buffer.from('the page') }],
    ['/assets/app.js', { contentType: 'text/javascript; charset=utf-8', bytes: Buffer.from('the script') }],
  ]);
/** A map as a site brings it: its place in the user's folder and the asked range tell what was read. */
const siteMap = (folder: string) => async (path: string, range?: string) =>
  path === '/map/base.pmtiles'
    ? {
        status: 206 as const,
        headers: { 'Content-Range': 'bytes 0-6/16' },
        bytes: Buffer.from(`${range} of ${folder}`),
      }
    : null;
const quits: (() => Promise<void>)[] = [];

/** The desktop with its workers, its first window open. */
async function desktop(without: NonNullable<DesktopOptions['without']> = {}, workers: 'real' | 'inert' = 'inert') {
  const { electron, controls } = electronStandIn(workers);
  const clock = new SimulatedClock();
  const started = startDesktop(electron, {
    clock,
    log: silentLog,
    preload: '/product/preload.cjs',
    pageFiles,
    mapFiles: siteMap,
    station: (userFolder) => ({
      console: { userFolder },
      vision: {},
      moduleOf: () => testWorkerModule,
      usage: () => null,
      watchLoop: false,
    }),
    without,
  });
  controls.ready();
  await started.started;
  quits.push(async () => {
    electron.app.quit();
    await expect.poll(() => controls.story.at(-1), { timeout: 20_000 }).toMatch(/^exit/);
  });
  const [window] = controls.windows;
  if (!window) throw new Error('no window was opened');
  return { ...started, ...controls, clock, electron, window, contents: window.webContents };
}
type Page = Awaited<ReturnType<typeof desktop>>;
afterEach(async () => {
  for (const quit of quits.splice(0)) await quit();
});

describe('the desktop (numbers are those of the security checklist)', () => {
  it('2-6, 8-11: fixes sandbox and scheme before ready, and opens its page in a closed window', async () => {
    const { story, schemes, window } = await desktop();
    expect(story).toEqual(['enableSandbox', 'registerSchemesAsPrivileged', 'ready', 'no menu']);
    expect(schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
      },
    ]);
    expect(window.options.webPreferences).toEqual({
      preload: '/product/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
    expect({ url: window.webContents.mainFrame.url, shown: window.isShown }).toEqual({ url: `${own}/`, shown: true });
  });

  it('7, 18: serves files of a table only, with a policy that runs no foreign script', async () => {
    const { fetch } = await desktop();
    const page = await fetch(`${own}/`);
    expect({ status: page.status, text: await page.text(), headers: Object.fromEntries(page.headers) }).toEqual({
      status: 200,
      text: 'the page',
      headers: {
        'cache-control': 'no-store',
        'content-security-policy': pagePolicy,
        'content-type': 'text/html; charset=utf-8',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
    });
    expect(pagePolicy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(pagePolicy).not.toMatch(/unsafe/);
  });

  it('serves the map of the site by ranges, under the same policy', async () => {
    const { fetch, electron } = await desktop();
    const answer = await fetch(`${own}/map/base.pmtiles`, 'GET', { range: 'bytes=0-6' });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      206,
      `bytes=0-6 of ${electron.app.getPath('userData')}`,
      'bytes 0-6/16',
    ]);
    expect(answer.headers.get('content-security-policy')).toBe(pagePolicy);
  });

  it.each([
    ['GET', `${own}/map/base.pmtiles`, 206],
    ['POST', `${own}/map/base.pmtiles`, 405],
    ['GET', 'app://other/map/base.pmtiles', 404],
    ['GET', `${own}/assets/app.js`, 200],
    ['HEAD', `${own}/`, 200],
    ['POST', `${own}/`, 405],
    ['GET', `${own}/../../etc/passwd`, 404],
    ['GET', `${own}/%2e%2e/%2e%2e/etc/passwd`, 404],
    ['GET', `${own}/..%2f..%2fetc%2fpasswd`, 404],
    ['GET', `${own}//etc/passwd`, 404],
    ['GET', `${own}/assets/`, 404],
    ['GET', 'app://other/index.html', 404],
  ])('18: %s %s gives %i', async (method, url, status) => {
    expect((await (await desktop()).fetch(url, method)).status).toBe(status);
  });

  it('asks nothing of the network for spelling', async () => {
    expect((await desktop()).defaultSession.spellChecker).toBe(false);
  });
});

describe('F57: a hostile page', () => {
  const escapes: [string, keyof Refusals, (page: Page) => boolean][] = [
    ['navigates to the web', 'navigation', ({ contents }) => contents.tries.navigate('https://evil.example/')],
    ['navigates to a file', 'navigation', ({ contents }) => contents.tries.navigate('file:///etc/passwd')],
    ['navigates to another host of its scheme', 'navigation', ({ contents }) => contents.tries.navigate('app://evil/')],
    ['hides a host behind user info', 'navigation', ({ contents }) => contents.tries.navigate('app://console@evil/')],
    [
      'puts its own host before another',
      'navigation',
      ({ contents }) => contents.tries.navigate('app://console.evil/'),
    ],
    ['runs script by a link', 'navigation', ({ contents }) => contents.tries.navigate('javascript:alert(1)')],
    ['navigates a frame', 'navigation', ({ contents }) => contents.tries.navigateFrame('http://127.0.0.1/')],
    ['is redirected', 'navigation', ({ contents }) => contents.tries.redirect('https://evil.example/')],
    ['opens a window', 'window', ({ contents }) => contents.tries.open('https://evil.example/')],
    ['opens its own page in a window', 'window', ({ contents }) => contents.tries.open(`${own}/`)],
    ['attaches a webview', 'webview', ({ contents }) => contents.tries.webview()],
    ['asks for the camera', 'permission', ({ defaultSession }) => defaultSession.tries.permission('media', `${own}/`)],
    [
      'asks for fullscreen from elsewhere',
      'permission',
      ({ defaultSession }) => defaultSession.tries.permission('fullscreen', 'https://evil.example/'),
    ],
    [
      'checks for geolocation',
      'permission',
      ({ defaultSession }) => defaultSession.tries.permissionCheck('geolocation', own),
    ],
    ['captures the screen', 'capture', ({ defaultSession }) => defaultSession.tries.capture()],
    ['takes a serial device', 'device', ({ defaultSession }) => defaultSession.tries.device('serial', own)],
    ['pairs by bluetooth', 'device', ({ defaultSession }) => defaultSession.tries.pairing()],
    [
      'downloads a program',
      'download',
      ({ defaultSession }) => defaultSession.tries.download('https://evil.example/a.exe'),
    ],
    ['calls home', 'request', ({ defaultSession }) => defaultSession.tries.request('https://evil.example/?secret')],
    ['reads a file', 'request', ({ defaultSession }) => defaultSession.tries.request('file:///etc/passwd')],
    ['opens a socket', 'request', ({ defaultSession }) => defaultSession.tries.request('ws://127.0.0.1:9/')],
    [
      'makes another page’s blob',
      'request',
      ({ defaultSession }) => defaultSession.tries.request('blob:https://evil.example/1'),
    ],
    ['brings contents of its own', 'contents', ({ foreignContents }) => !foreignContents('webview').isClosed],
  ];

  it.each(escapes)('%s: refused and counted', async (_, kind, escape) => {
    const page = await desktop();
    const succeeded = escape(page);
    expect({ succeeded, counted: page.refusals[kind] }).toEqual({ succeeded: false, counted: 1 });
  });

  it.each(escapes)('%s, control: without that protection it succeeds', async (_, refusal, escape) => {
    expect(escape(await desktop({ refusal }))).toBe(true);
  });

  it('an honest page moves within itself, fills the screen and saves its exports', async () => {
    const { contents, defaultSession, refusals } = await desktop();
    expect({
      navigate: contents.tries.navigate(`${own}/?wall=1`),
      fullscreen: defaultSession.tries.permission('fullscreen', `${own}/`),
      request: defaultSession.tries.request(`${own}/assets/app.js`),
      blob: defaultSession.tries.request(`blob:${own}/1`),
      picture: defaultSession.tries.request('data:image/png;base64,AA'),
      save: defaultSession.tries.download(`blob:${own}/2`),
      refused: Object.values(refusals).reduce((sum, count) => sum + count, 0),
    }).toEqual({ navigate: true, fullscreen: true, request: true, blob: true, picture: true, save: true, refused: 0 });
  });
});

describe('17, F56: who may ask for a link', () => {
  type Sender = (page: Page) => [StandInWebContents, StandInFrame | null];
  const strangers: [string, Sender][] = [
    ['a frame inside the page', ({ contents }) => [contents, new StandInFrame(`${own}/`, contents.mainFrame)]],
    [
      'the page at a foreign origin',
      ({ contents }) => {
        contents.mainFrame.url = 'https://evil.example/';
        return [contents, contents.mainFrame];
      },
    ],
    [
      'a window that is not ours',
      ({ foreignContents }) => {
        const contents = foreignContents('window');
        contents.mainFrame.url = `${own}/`;
        return [contents, contents.mainFrame];
      },
    ],
  ];

  it.each(strangers)('%s: refused', async (_, sender) => {
    const page = await desktop();
    const [contents, frame] = sender(page);
    page.send(contents, frame, 'its:link', 'console');
    expect({ received: frame?.received, refused: page.refusedCalls() }).toEqual({ received: [], refused: 1 });
  });

  it.each(strangers)('%s, control: without the check it gets a link', async (_, sender) => {
    const page = await desktop({ senderCheck: true });
    const [contents, frame] = sender(page);
    page.send(contents, frame, 'its:link', 'console');
    expect(frame?.received.map(({ channel }) => channel)).toEqual(['its:link']);
  });

  it('a frame that navigated away meanwhile: refused', async () => {
    const page = await desktop();
    page.send(page.contents, null, 'its:link', 'console');
    expect(page.refusedCalls()).toBe(1);
  });

  it.each([['serveDatabase'], [7], [null], [{ __proto__: null }], ['console\0']])(
    'the wrong purpose %j gets nothing',
    async (purpose) => {
      const page = await desktop();
      page.send(page.contents, page.contents.mainFrame, 'its:link', purpose);
      expect(page.contents.mainFrame.received).toEqual([]);
    },
  );

  it('the page itself gets a port that leads straight to the worker, under the window’s name', async () => {
    const { contents, send } = await desktop({}, 'real');
    send(contents, contents.mainFrame, 'its:link', 'console');
    const [granted] = contents.mainFrame.received;
    expect({ channel: granted?.channel, message: granted?.message, ports: granted?.ports.length }).toEqual({
      channel: 'its:link',
      message: 'console',
      ports: 1,
    });
    const client = connect(portLinkOf(granted?.ports[0] as StandInPort), testContract);
    expect(await client.about({})).toMatchObject({
      name: 'console',
      options: { userFolder: '/the/userData/folder' },
      asker: 'window-1',
    });
  });

  it('a flood of calls is cut to a human rate', async () => {
    const page = await desktop();
    for (let i = 0; i < 1000; i++) page.send(page.contents, page.contents.mainFrame, 'its:link', 'nothing');
    expect(page.refusedCalls()).toBe(940);
    await page.clock.advance(1000);
    page.send(page.contents, page.contents.mainFrame, 'its:link', 'nothing');
    expect(page.refusedCalls()).toBe(940);
  });
});

describe('windows', () => {
  it('a wall gets a window of its own when the page asks, at most eight in all', async () => {
    const { contents, send, windows } = await desktop();
    for (let i = 0; i < 12; i++) send(contents, contents.mainFrame, 'its:openWall', 'wall 1&bare=0');
    expect(windows.map(({ webContents }) => webContents.mainFrame.url)).toEqual([
      `${own}/`,
      ...Array.from({ length: 7 }, () => `${own}/?wall=wall+1%26bare%3D0&bare=1`),
    ]);
  });

  it('F47, F48: a window whose renderer died or hangs is loaded again, with pauses when it keeps dying', async () => {
    const { contents, window, clock } = await desktop();
    contents.forcefullyCrashRenderer();
    await clock.advance(400);
    window.emit('unresponsive');
    await clock.advance(700);
    expect({ crashes: contents.crashes, reloads: contents.reloads }).toEqual({ crashes: 2, reloads: 2 });
    for (let i = 0; i < 20; i++) {
      contents.forcefullyCrashRenderer();
      await clock.advance(1);
    }
    await clock.advance(30_000);
    expect(contents.reloads).toBeLessThan(10);
  });

  it('F47, F48, control: without the reload a window that died or hung stays empty', async () => {
    const { contents, window, clock } = await desktop({ reload: true });
    contents.forcefullyCrashRenderer();
    window.emit('unresponsive');
    await clock.advance(60_000);
    expect({ crashes: contents.crashes, reloads: contents.reloads }).toEqual({ crashes: 2, reloads: 0 });
  });

  it('F48: a page that hangs is seen within 10 s and loaded again within 15 s, though nobody touches it', async () => {
    const { contents, clock } = await desktop();
    await clock.advance(20_000);
    expect(contents.crashes).toBe(0);
    contents.hangs = true;
    await clock.advance(10_000);
    expect(contents.crashes).toBe(1);
    await clock.advance(5000);
    expect(contents.reloads).toBe(1);
    await clock.advance(60_000);
    expect({ crashes: contents.crashes, reloads: contents.reloads }).toEqual({ crashes: 1, reloads: 1 });
  });

  it('F48, control: without the ping it hangs on', async () => {
    const { contents, clock } = await desktop({ ping: true });
    contents.hangs = true;
    await clock.advance(60_000);
    expect({ crashes: contents.crashes, reloads: contents.reloads }).toEqual({ crashes: 0, reloads: 0 });
  });

  it.each([
    ['is loaded', { isLoading: true }],
    ['is halted in the developer tools', { devToolsOpened: true }],
  ])('a page that %s is not taken for one that hangs', async (_, state) => {
    const { contents, clock } = await desktop();
    Object.assign(contents, state, { hangs: true });
    await clock.advance(60_000);
    expect(contents.crashes).toBe(0);
  });

  it('one that answers late is left alone', async () => {
    const { contents, clock } = await desktop();
    const late = Promise.withResolvers<unknown>();
    contents.executeJavaScript = () => late.promise;
    await clock.advance(8000);
    late.resolve(0);
    await clock.advance(1);
    contents.executeJavaScript = () => Promise.resolve(0);
    await clock.advance(30_000);
    expect(contents.crashes).toBe(0);
  });

  it('the last window ends the product, after its workers stopped', async () => {
    const { window, story } = await desktop();
    quits.length = 0;
    window.close();
    await expect.poll(() => story.at(-1), { timeout: 20_000 }).toBe('exit 0');
    expect(story).not.toContain('quit');
  });
});

describe('a start that fails', () => {
  it('says why and ends', async () => {
    const { electron, controls } = electronStandIn('inert');
    const failed = startDesktop(electron, {
      clock: new SimulatedClock(),
      log: silentLog,
      preload: '',
      pageFiles: () => {
        throw new Error('The page is not built.');
      },
      mapFiles: siteMap,
      station: () => ({ console: {}, vision: {} }),
    });
    controls.ready();
    await expect(failed.started).rejects.toThrow('The page is not built.');
    expect(controls.story.slice(-2)).toEqual(['ITS Camera AI console cannot start: The page is not built.', 'exit 1']);
  });
});
