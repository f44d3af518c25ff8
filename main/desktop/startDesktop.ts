import type { MessagePortMain } from 'electron';
import type * as Electron from 'electron/main';
import { z } from 'zod';
import type { Clock } from '../../app/base/clock.ts';
import { toAppError } from '../../app/base/error.ts';
import type { Log } from '../../app/base/log.ts';
import { ElectronHost } from '../host/electronHost.ts';
import { startStation } from '../host/startStation.ts';
import type { Station, StationOptions, WorkerName } from '../host/startStation.ts';
import type { MapFiles } from '../web/mapFiles.ts';
import type { PageFile } from '../web/pageFiles.ts';
import type { LinkPurpose } from '../workers/scope.ts';
import { DesktopWindows } from './desktopWindows.ts';
import { answerPages } from './pageCalls.ts';
import type { PageCallOptions } from './pageCalls.ts';
import { pageSchemes, servePage } from './pageProtocol.ts';
import { refuseEscapes } from './windowPolicy.ts';
import type { Refusals } from './windowPolicy.ts';

export interface DesktopOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly preload: string;
  readonly pageFiles: () => ReadonlyMap<string, PageFile>;
  /** The map that the site brought, in the folder of this user. */
  readonly mapFiles: (userFolder: string) => MapFiles;
  readonly station: (dataFolder: string) => StationOptions;
  /** For tests that show what a protection is for. */
  readonly without?: {
    readonly refusal?: keyof Refusals;
    readonly senderCheck?: boolean;
    readonly ping?: boolean;
    readonly reload?: boolean;
  };
}

export interface Desktop {
  readonly refusals: Refusals;
  /** Calls of pages that were refused. */
  readonly refusedCalls: () => number;
  /** Resolves when the first window is open; rejects when the product cannot start. */
  readonly started: Promise<void>;
}

/** Which worker serves which link of a window, and under which contract. */
const windowLinks: Readonly<
  Record<'console' | 'video', { readonly worker: WorkerName; readonly purpose: LinkPurpose }>
> = {
  console: { worker: 'console', purpose: 'serveConsole' },
  video: { worker: 'vision', purpose: 'serveVideo' },
};
const linkArgument = z.enum(['console', 'video']);
const wallArgument = z.string().min(1).max(100);

/** The desktop on Electron's main process. Called at once, before `ready`: sandbox and scheme are fixed there. */
export function startDesktop(electron: typeof Electron, options: DesktopOptions): Desktop {
  const { app, BrowserWindow, ipcMain, Menu, MessageChannelMain, protocol, utilityProcess } = electron;
  const { clock, log, preload, without = {} } = options;
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged(pageSchemes);
  const refusals = refuseEscapes(app, log, without.refusal);
  const windows = new DesktopWindows({
    BrowserWindow,
    preload,
    clock,
    log,
    devTools: !app.isPackaged,
    ping: without.ping !== true,
    reload: without.reload !== true,
  });
  let station: Station<MessagePortMain> | undefined;

  const callOptions: PageCallOptions = {
    clock,
    log,
    nameOf: (contents) => windows.nameOf(contents),
    checkSender: without.senderCheck !== true,
  };
  const calls = answerPages(
    ipcMain,
    {
      'its:link': ({ callerName, frame }, argument) => {
        const asked = linkArgument.safeParse(argument);
        if (!asked.success || !station) return;
        const { worker, purpose } = windowLinks[asked.data];
        const { port1, port2 } = new MessageChannelMain();
        station.grantWindow(worker, purpose, callerName, port1);
        frame.postMessage('its:link', asked.data, [port2]);
      },
      'its:openWall': (_page, argument) => {
        const wallId = wallArgument.safeParse(argument);
        if (wallId.success) windows.open(new URLSearchParams({ wall: wallId.data, bare: '1' }).toString());
      },
    },
    callOptions,
  );

  async function run(): Promise<void> {
    if (!app.requestSingleInstanceLock()) {
      log.log('warn', 'The console is open already; this second start ends.');
      return app.quit();
    }
    await app.whenReady();
    Menu.setApplicationMenu(null);
    servePage(protocol, options.pageFiles(), options.mapFiles(app.getPath('userData')));
    const host = new ElectronHost({ utilityProcess, MessageChannelMain });
    station = startStation(host, clock, log, options.station(app.getPath('userData')));
    windows.open();
  }
  let leaving = false;
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (leaving || !station) return;
    leaving = true;
    event.preventDefault();
    // Workers write what they have; only then the process ends.
    void station.stop().finally(() => app.exit(0));
  });
  const started = run();
  started.catch((thrown: unknown) => {
    const { message } = toAppError(thrown);
    log.log('error', 'The desktop cannot start', { problem: message });
    electron.dialog.showErrorBox('ITS Camera AI console cannot start', message);
    app.exit(1);
  });
  return { refusals, refusedCalls: () => calls.refused, started };
}
