import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { electronStandIn } from '../../e2e/fixtures/electronStandIn/electronStandIn.ts';

afterEach(() => {
  vi.doUnmock('electron');
  vi.resetModules();
  vi.unstubAllGlobals();
});

describe('the entry file of the desktop', () => {
  it('fixes the sandbox and the scheme in its first turn, and takes the preload beside it', async () => {
    const { electron, controls } = electronStandIn('inert');
    vi.doMock('electron', () => electron);
    const { desktop } = await import('../electron.ts');
    expect(controls.story).toEqual(['enableSandbox', 'registerSchemesAsPrivileged']);
    expect(Object.values(desktop.refusals).every((count) => count === 0)).toBe(true);
  });
});

describe('the preload', () => {
  async function preloaded() {
    const exposed: Record<string, Record<string, (argument: unknown) => void>> = {};
    const sent: unknown[][] = [];
    const listeners: Record<string, (event: object, ...rest: unknown[]) => void> = {};
    vi.doMock('electron', () => ({
      contextBridge: { exposeInMainWorld: (name: string, api: (typeof exposed)[string]) => (exposed[name] = api) },
      ipcRenderer: {
        send: (...message: unknown[]) => sent.push(message),
        on: (channel: string, listener: (typeof listeners)[string]) => (listeners[channel] = listener),
      },
    }));
    const posted: unknown[][] = [];
    vi.stubGlobal('window', {
      location: { origin: 'app://console' },
      postMessage: (...message: unknown[]) => posted.push(message),
    });
    await import('../preload.ts');
    return { exposed, sent, listeners, posted };
  }

  it('20: gives the page two functions, frozen, and nothing of Electron', async () => {
    const { exposed, listeners } = await preloaded();
    expect(Object.keys(exposed)).toEqual(['its']);
    expect(Object.entries(exposed['its'] ?? {}).map(([name, value]) => [name, typeof value])).toEqual([
      ['requestLink', 'function'],
      ['openWall', 'function'],
    ]);
    expect(Object.isFrozen(exposed['its'])).toBe(true);
    expect(Object.keys(listeners)).toEqual(['its:link']);
  });

  it('passes on what the host understands, and nothing else', async () => {
    const { exposed, sent } = await preloaded();
    for (const purpose of ['console', 'video', 'serveConsole', '__proto__', 7, null, { toString: () => 'console' }]) {
      exposed['its']?.['requestLink']?.(purpose);
    }
    for (const wall of ['w1', 7, undefined]) exposed['its']?.['openWall']?.(wall);
    expect(sent).toEqual([
      ['its:link', 'console'],
      ['its:link', 'video'],
      ['its:openWall', 'w1'],
    ]);
  });

  it('hands the port to its own page only, without the event', async () => {
    const { listeners, posted } = await preloaded();
    listeners['its:link']?.({ ports: ['the port'], sender: 'the raw ipcRenderer' }, 'video');
    expect(posted).toEqual([[{ its: 'link', purpose: 'video' }, 'app://console', ['the port']]]);
  });

  it('is short', () => {
    expect(readFileSync(new URL('../preload.ts', import.meta.url), 'utf8').split('\n').length).toBeLessThan(200);
  });
});

describe('19: the fuses of the package', () => {
  it('are those of the security table', () => {
    const builder = readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8');
    const section = builder.slice(builder.indexOf('electronFuses:'), builder.indexOf('\nlinux:'));
    expect(
      Object.fromEntries([...section.matchAll(/^ {2}(\w+): (\w+)$/gm)].map(([, fuse, state]) => [fuse, state])),
    ).toEqual({
      runAsNode: 'false',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      enableCookieEncryption: 'true',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
      loadBrowserProcessSpecificV8Snapshot: 'false',
      grantFileProtocolExtraPrivileges: 'false',
    });
  });
});
