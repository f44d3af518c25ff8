import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import type { BenchCounts } from './livePage/livePage.ts';

/**
 * A Chromium without a debugger: Playwright listens to every WebSocket message, which costs more CPU than showing the
 * picture it carries. The bench page is steered over a socket of its own instead.
 */
export class PlainBrowser {
  readonly #profile = mkdtempSync(join(tmpdir(), 'bench-browser-'));
  readonly #child: ChildProcess;
  #page: WebSocket | null = null;
  #waiting: ((page: WebSocket) => void)[] = [];

  constructor(url: string) {
    this.#child = spawn(
      process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
        // A page that was left must not go on in the background of the next measurement.
        '--disable-features=BackForwardCache',
        '--window-size=1280,800',
        `--user-data-dir=${this.#profile}`,
        url,
      ],
      { stdio: 'ignore' },
    );
  }

  /** The control socket of a page that was just loaded. */
  attach(page: WebSocket): void {
    this.#page = page;
    for (const ready of this.#waiting.splice(0)) ready(page);
  }

  /** Loads the bench page with another query and waits for it. */
  async show(query: string): Promise<void> {
    const page = this.#page ?? (await this.#nextPage());
    const loaded = this.#nextPage();
    page.send(query);
    await loaded;
  }

  /** What the page counted since it was last asked. */
  async counts(): Promise<BenchCounts> {
    const page = this.#page ?? (await this.#nextPage());
    return new Promise((resolve) => {
      page.once('message', (text: Buffer) => resolve(JSON.parse(text.toString()) as BenchCounts));
      page.send('counts');
    });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #nextPage(): Promise<WebSocket> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
