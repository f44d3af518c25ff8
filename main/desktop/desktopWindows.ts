import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import { RestartBudget, usualRestarts } from '../host/restartBudget.ts';
import { pageOrigin } from './pageOrigin.ts';
import { pingPage } from './windowPing.ts';

export interface DesktopWindowsOptions {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Developer tools are for unpackaged runs. */
  readonly devTools: boolean;
  /** Off only in tests that show what it is for: a wall that nobody touches would hang for ever. */
  readonly ping: boolean;
  /** Off only in tests that show what it is for: a window whose renderer died would stay empty. */
  readonly reload: boolean;
}

/** Monitors of one workplace. */
const mostWindows = 8;

/** The windows of this workplace: opens them, names them, brings back those whose renderer died or hangs. */
export class DesktopWindows {
  readonly #options: DesktopWindowsOptions;
  readonly #names = new Map<WebContents, string>();
  #opened = 0;

  constructor(options: DesktopWindowsOptions) {
    this.#options = options;
  }

  nameOf(contents: WebContents): string | undefined {
    return this.#names.get(contents);
  }

  /** @param query shown wall and the like, without `?` */
  open(query = ''): void {
    const { BrowserWindow, preload, devTools, log } = this.#options;
    if (this.#names.size >= mostWindows) {
      log.log('warn', 'No further window is opened: close one first', { mostWindows });
      return;
    }
    const window = new BrowserWindow({
      width: 1600,
      height: 900,
      minWidth: 1024,
      minHeight: 640,
      backgroundColor: '#101113',
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
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
        devTools,
      },
    });
    const contents = window.webContents;
    this.#names.set(contents, `window-${++this.#opened}`);
    window.once('ready-to-show', () => window.show());
    window.once('closed', () => this.#names.delete(contents));
    this.#keepAlive(window, contents);
    void window.loadURL(query === '' ? `${pageOrigin}/` : `${pageOrigin}/?${query}`);
  }

  #keepAlive(window: BrowserWindow, contents: WebContents): void {
    const { clock, log, ping, reload } = this.#options;
    const budget = new RestartBudget(clock, usualRestarts, Math.random);
    contents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || !reload) return;
      const next = budget.afterFailure();
      log.log('error', 'A window died and is loaded again', {
        window: this.#names.get(contents),
        reason,
        inMs: next.inMs,
      });
      clock.after(next.inMs, () => {
        if (!window.isDestroyed()) contents.reload();
      });
    });
    const hangs = (): void => {
      log.log('error', 'A window hangs and is ended', { window: this.#names.get(contents) });
      contents.forcefullyCrashRenderer();
    };
    window.on('unresponsive', hangs);
    if (ping) window.once('closed', pingPage(contents, clock, hangs));
  }
}
