import { describe, expect, it } from 'vitest';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { desktop, own, type Page } from '../../e2e/fixtures/desktop.ts';
import { StandInFrame } from '../../e2e/fixtures/electronStandIn/frame.ts';
import type { StandInPort } from '../../e2e/fixtures/electronStandIn/ports.ts';
import type { StandInWebContents } from '../../e2e/fixtures/electronStandIn/webContents.ts';
import { testContract } from '../../e2e/fixtures/testContract.ts';

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
