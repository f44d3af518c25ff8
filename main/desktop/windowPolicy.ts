import type { App, Session, WebContents } from 'electron';
import type { Log } from '../../app/base/log.ts';
import { isOwnPage } from './pageOrigin.ts';

/** What a page was refused, by kind: escapes that were tried. */
export type Refusals = Record<
  'navigation' | 'window' | 'webview' | 'permission' | 'device' | 'capture' | 'download' | 'request' | 'contents',
  number
>;

/** A tile may fill the screen. Nothing else is ever asked of the user. */
const allowedPermissions: ReadonlySet<string> = new Set(['fullscreen']);

/**
 * Closes every way out of the page, in all sessions and all web contents that will ever exist, and counts what is
 * tried. To be called before `ready`.
 * @param except for tests that show what one protection is for
 */
export function refuseEscapes(app: App, log: Log, except?: keyof Refusals): Refusals {
  const refusals: Refusals = {
    navigation: 0,
    window: 0,
    webview: 0,
    permission: 0,
    device: 0,
    capture: 0,
    download: 0,
    request: 0,
    contents: 0,
  };
  /** True: refused, and counted. */
  const refuse = (kind: keyof Refusals, what: string): boolean => {
    if (kind === except) return false;
    refusals[kind]++;
    log.log('warn', 'Refused to the page', { kind, what: what.slice(0, 200) });
    return true;
  };
  app.on('session-created', (session) => refuseInSession(session, refuse, except));
  app.on('web-contents-created', (_event, contents) => refuseInContents(contents, refuse));
  return refusals;
}

type Refuse = (kind: keyof Refusals, what: string) => boolean;

function refuseInContents(contents: WebContents, refuse: Refuse): void {
  // Only DesktopWindows makes contents, and of one type; a guest page or an off-screen page would be somebody else's.
  const type = contents.getType();
  if (type !== 'window' && type !== 'remote' && refuse('contents', type)) return contents.close();

  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isOwnPage(event.url) && refuse('navigation', event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    if (refuse('webview', 'webview')) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => ({ action: refuse('window', url) ? 'deny' : 'allow' }));
}

function refuseInSession(session: Session, refuse: Refuse, except?: keyof Refusals): void {
  const mayHave = (permission: string, url: string): boolean =>
    (allowedPermissions.has(permission) && isOwnPage(url)) || !refuse('permission', permission);
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    return callback(mayHave(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  session.setDevicePermissionHandler(({ deviceType }) => !refuse('device', deviceType));
  session.setBluetoothPairingHandler((_details, callback) => {
    return callback({ confirmed: !refuse('device', 'bluetooth') });
  });
  const noScreen: Parameters<Session['setDisplayMediaRequestHandler']>[0] = (_request, callback) => {
    refuse('capture', 'screen');
    return callback(null);
  };
  session.setDisplayMediaRequestHandler(except === 'capture' ? null : noScreen);
  session.on('will-download', (event, item) => {
    // The page saves its own exports; a download of anything else is an escape.
    const isExport = item.getURL().startsWith('blob:') && isOwnPage(item.getURL());
    if (!isExport && refuse('download', item.getURL())) event.preventDefault();
  });
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const isOwn = isOwnPage(url) || url.startsWith('data:') || url.startsWith('devtools:');
    return callback({ cancel: !isOwn && refuse('request', url) });
  });
  // The spell checker fetches dictionaries.
  session.setSpellCheckerEnabled(false);
}
