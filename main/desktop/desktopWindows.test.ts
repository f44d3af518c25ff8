import { describe, expect, it } from 'vitest';
import { desktop, own, quits } from '../../e2e/fixtures/desktop.ts';

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
