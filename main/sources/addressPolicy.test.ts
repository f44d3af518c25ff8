import { connect, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { Reason } from '../../app/camera/cameraState.ts';
import { isCidr, type NameService, pinAddress } from './addressPolicy.ts';
import { relayOpener } from './openRelay.ts';

const rules = { allowedCidrs: [], allowLoopback: false };
/** What a name service without the network knows. */
const known: Readonly<Record<string, readonly string[]>> = {
  'cam.test': ['192.168.1.20'],
  'dual.test': ['2001:db8::5', '192.168.1.20'],
  'half.test': ['fe80::5', '169.254.1.1', '192.168.1.20'],
  localhost: ['::1', '127.0.0.1'],
  'localtest.test': ['127.0.0.1'],
  'metadata.test': ['169.254.169.254'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'zone.test': ['fe80::1%eth0'],
  'odd.test': ['not an address'],
  'empty.test': [],
};
const names: NameService = {
  resolve: async (host) => {
    const found = known[host];
    if (!found) throw new Error('ENOTFOUND');
    return found;
  },
  ownAddresses: () => ['127.0.0.1', '::1', '192.168.1.2'],
  clock: new SimulatedClock(),
  resolveMs: 5000,
};

async function reasonFor(attempt: Promise<unknown>): Promise<Reason | null> {
  try {
    await attempt;
    return null;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.cause as Reason;
    throw thrown;
  }
}

describe('address policy', () => {
  it.each([
    { name: 'a private address', host: '192.168.1.20', pinned: { address: '192.168.1.20', family: 4 } },
    { name: 'a public address', host: '203.0.113.9', pinned: { address: '203.0.113.9', family: 4 } },
    { name: 'IPv6', host: '[2001:db8::5]', pinned: { address: '2001:db8::5', family: 6 } },
    { name: 'a private IPv6 address', host: '[fd00::5]', pinned: { address: 'fd00::5', family: 6 } },
    { name: 'a name', host: 'cam.test', pinned: { address: '192.168.1.20', family: 4 } },
    { name: 'IPv4 first', host: 'dual.test', pinned: { address: '192.168.1.20', family: 4 } },
    { name: 'the one good address of a name', host: 'half.test', pinned: { address: '192.168.1.20', family: 4 } },
    {
      name: 'this computer once allowed',
      host: 'localhost',
      allowLoopback: true,
      pinned: { address: '127.0.0.1', family: 4 },
    },
    {
      name: 'this computer by IPv6 once allowed',
      host: '[::1]',
      allowLoopback: true,
      pinned: { address: '::1', family: 6 },
    },
    {
      name: 'within the camera networks',
      host: '10.1.2.3',
      allowedCidrs: ['10.1.0.0/16', 'fd00::/8'],
      pinned: { address: '10.1.2.3', family: 4 },
    },
    {
      name: 'within an IPv6 camera network',
      host: '[fd00::5]',
      allowedCidrs: ['10.1.0.0/16', 'fd00::/8'],
      pinned: { address: 'fd00::5', family: 6 },
    },
  ])('pins $name', async ({ host, pinned, ...own }) => {
    expect(await pinAddress({ host, port: 554, rules: { ...rules, ...own }, ownPorts: [] }, names)).toEqual(pinned);
  });

  it.each([
    { name: 'this computer', host: '127.0.0.1', says: 'Cameras on this computer are refused until they are allowed' },
    { name: 'all of 127', host: '127.255.1.2', says: 'Cameras on this computer' },
    { name: 'this computer by IPv6', host: '[::1]', says: 'Cameras on this computer' },
    { name: 'this computer by name', host: 'localhost', says: 'Cameras on this computer' },
    { name: 'zero', host: '0.0.0.0', allowLoopback: true, says: 'not the address of a computer' },
    { name: 'no IPv6 address', host: '[::]', allowLoopback: true, says: 'hides' },
    { name: 'link-local', host: '169.254.169.254', allowLoopback: true, says: 'link-local' },
    {
      name: 'link-local by name',
      host: 'metadata.test',
      says: 'metadata.test leads to 169.254.169.254, which is a link-local',
    },
    { name: 'link-local IPv6', host: '[fe80::1]', says: 'link-local' },
    { name: 'link-local with a zone', host: 'zone.test', says: 'link-local' },
    { name: 'multicast', host: '239.1.2.3', says: 'multicast' },
    { name: 'IPv6 multicast', host: '[ff02::1]', says: 'multicast' },
    { name: 'broadcast', host: '255.255.255.255', says: 'broadcast' },
    { name: 'mapped loopback, even when it is allowed', host: '[::ffff:7f00:1]', allowLoopback: true, says: 'hides' },
    { name: 'mapped loopback by name', host: 'mapped.test', allowLoopback: true, says: 'hides' },
    { name: 'compatible', host: '[::7f00:1]', says: 'hides' },
    { name: 'NAT64', host: '[64:ff9b::7f00:1]', says: 'hides' },
    { name: '6to4', host: '[2002:7f00:1::]', says: 'hides' },
    { name: 'no address', host: 'odd.test', says: 'not an address' },
    { name: 'another network', host: '10.2.0.1', allowedCidrs: ['10.1.0.0/16'], says: 'outside the camera networks' },
    {
      name: 'IPv6 beside IPv4 networks',
      host: '[fd00::5]',
      allowedCidrs: ['0.0.0.0/0'],
      says: 'outside the camera networks',
    },
    { name: 'a network that is none', host: '10.1.2.3', allowedCidrs: ['10.1/16'], says: '"10.1/16" is not a network' },
    {
      name: 'a port of the console',
      host: '127.0.0.1',
      port: 8900,
      allowLoopback: true,
      says: 'belongs to the console',
    },
    {
      name: 'that port by the address of the network card',
      host: '192.168.1.2',
      port: 8900,
      says: 'belongs to the console',
    },
  ])('refuses $name', async ({ host, says, port = 554, ...own }) => {
    const reason = await reasonFor(pinAddress({ host, port, rules: { ...rules, ...own }, ownPorts: [8900] }, names));
    expect(reason).toMatchObject({ code: 'address-refused', text: expect.stringContaining(says) });
  });

  it('tells how to allow this computer', async () => {
    expect(await reasonFor(pinAddress({ host: '127.0.0.1', port: 554, rules, ownPorts: [] }, names))).toEqual({
      code: 'address-refused',
      text: 'This address may not be used for a camera. Cameras on this computer are refused until they are allowed.',
      tip: "Switch on 'Cameras on this computer' in the settings.",
    });
  });

  it.each([
    { name: 'an unknown name', host: 'nowhere.test', code: 'unreachable' },
    { name: 'a name without address', host: 'empty.test', code: 'unreachable' },
    { name: 'another spelling', host: 'CAM.test', code: 'url-invalid' },
    { name: 'a number', host: '2130706433', code: 'url-invalid' },
  ])('$name: $code', async ({ host, code }) => {
    expect(await reasonFor(pinAddress({ host, port: 554, rules, ownPorts: [] }, names))).toMatchObject({ code });
  });

  it('does not wait longer than 5 s for a name server', async () => {
    const clock = new SimulatedClock();
    const silent = { ...names, clock, resolve: () => new Promise<never>(() => undefined) };
    const reason = reasonFor(pinAddress({ host: 'cam.test', port: 554, rules, ownPorts: [] }, silent));
    await clock.advance(5000);
    expect(await reason).toMatchObject({ code: 'unreachable', text: expect.stringContaining('name server') });
  });

  it.each([
    ['192.168.1.0/24', true],
    ['10.0.0.1', true],
    ['2001:db8::/32', true],
    ['::1', true],
    ['10.0.0.0/33', false],
    ['10/8', false],
    ['10.0.0.0/', false],
    ['10.0.0.0/8/8', false],
    ['fe80::1%eth0/64', false],
    ['', false],
  ])('%s is a network: %s', (text, is) => {
    expect(isCidr(text)).toBe(is);
  });
});

describe('addresses that lead to this computer (F88)', () => {
  let server: Server;
  let port = 0;
  let hits = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      hits++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
  });
  afterAll(() => server.close());

  const hosts = [
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '127.0.0.1.',
      '0',
      '0.0.0.0',
      '0.0',
      '0x0',
      '00',
      '000.0.0.0',
      '127.255.255.254',
    ],
    ...[
      '2130706433',
      '0x7f000001',
      '0x7F000001',
      '017700000001',
      '0177.0.0.1',
      '0x7f.1',
      '0x7f.0.0.1',
      '127.0x1',
      '0177.1',
    ],
    ...[
      '0x7f.0x0.0x0.0x1',
      '127.00.0.1',
      '127.0.0.01',
      '127.0.0.0x1',
      '4294967295',
      '2130706433.',
      '127.0.0.1.0',
      '3232235777',
    ],
    ...[
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
      '[::0001]',
      '[::127.0.0.1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::7f00:1]',
    ],
    ...[
      '[64:ff9b::127.0.0.1]',
      '[64:ff9b:1::7f00:1]',
      '[2002:7f00:1::]',
      '[2001:0:7f00:1::]',
      '[::ffff:0:127.0.0.1]',
      '[fe80::1]',
    ],
    ...['[fe80::1%lo]', '[::1%lo]', '[::1', '::1', '[127.0.0.1]', '[::ffff:127.1]', '[::ffff:0x7f.1]', '[ff02::1]'],
    ...[
      '１２７.0.0.1',
      '①②⑦.⓪.⓪.①',
      '127。0。0。1',
      '127．0．0．1',
      '¹²⁷.0.0.1',
      '١٢٧.0.0.1',
      'ⓛocalhost',
      'lo\u00adcalhost',
    ],
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'localtest.test',
      'mapped.test',
      'metadata.test',
      '%6cocalhost',
      '127.0.0.1%00.test',
    ],
    ...[
      'cam.test\\@127.0.0.1',
      '127.0.0.1\\@cam.test',
      '127.0.0.1#@cam.test',
      '127.0.0.1 ',
      '127.0.0.1\t',
      '127.0.0.1\r\n',
      ' 127.0.0.1',
    ],
    ...[
      'cam@127.0.0.1',
      'cam.test:80@127.0.0.1',
      'cam.test@cam.test@127.0.0.1',
      '169.254.169.254',
      '224.0.0.1',
      '255.255.255.255',
    ],
  ];
  const urls = ['rtsp', 'http'].flatMap((scheme) => hosts.map((host) => ({ scheme, host })));

  it(`none of ${urls.length} forms opens a relay or reaches a listener`, async () => {
    expect(urls.length).toBeGreaterThanOrEqual(150);
    const open = relayOpener(names);
    const reasons = await Promise.all(
      urls.map(({ scheme, host }) =>
        reasonFor(open({ sourceUrl: `${scheme}://${host}:${port}/x`, credentials: null, rules, ownPorts: [] })),
      ),
    );
    const taken = urls.filter(
      (_, index) => !['address-refused', 'url-invalid'].includes(reasons[index]?.code ?? 'opened'),
    );
    expect({ taken, hits }).toEqual({ taken: [], hits: 0 });
  });

  it('a check of the text alone lets numbers through to the listener', async () => {
    const looksLocal = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(host);
    const passed = ['2130706433', '0x7f000001', '127.1'].filter((host) => !looksLocal(host));
    for (const host of passed) {
      await new Promise<void>((resolve) =>
        connect({ host, port, family: 4 })
          .on('close', () => resolve())
          .on('error', () => undefined)
          .resume(),
      );
    }
    expect(hits).toBe(3);
  });

  it('asks for a name once: an answer that changes afterwards is not seen', async () => {
    const answers = [['192.168.1.20'], ['127.0.0.1']];
    let asked = 0;
    const rebinding: NameService = { ...names, resolve: async () => answers[asked++] ?? [] };
    const relay = await relayOpener(rebinding)({
      sourceUrl: `rtsp://cam.test:${port}/x`,
      credentials: null,
      rules,
      ownPorts: [],
    });
    relay.close();
    expect({ asked, second: (await rebinding.resolve('cam.test'))[0] }).toEqual({ asked: 1, second: '127.0.0.1' });
  });
});
