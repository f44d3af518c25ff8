import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SimulatedClock } from '../base/simulatedClock.ts';
import { call, feed } from './contract.ts';
import type { Link } from './link.ts';
import { LinkEnd } from './linkEnd.ts';
import { connect, serve } from './rpc.ts';
import type { ServeOptions } from './rpc.ts';

const contract = {
  greet: call(z.object({ name: z.string() }), z.object({ text: z.string() })),
  numbers: feed(z.object({ upTo: z.int() }), z.object({ n: z.int() }), 'every'),
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A served link whose other end says whatever the test wants, without a copy: what arrives may be cyclic or strange. */
function attacked(options: ServeOptions = {}) {
  const end = new LinkEnd();
  const answers: unknown[] = [];
  const closed: string[] = [];
  const calls: unknown[] = [];
  const link: Link = {
    send: (message) => void answers.push(message),
    onMessage: (listener) => end.onMessage(listener),
    onClose: (listener) => end.onClose(listener),
    close(reason = '') {
      closed.push(reason);
      end.closed(reason);
    },
  };
  const served = serve(
    link,
    contract,
    {
      greet: (args) => {
        calls.push(args);
        return { text: `Hello ${args.name}` };
      },
      numbers: ({ upTo }, sink) => {
        for (let n = 0; n < Math.min(upTo, 10); n++) sink.push({ n });
        return () => undefined;
      },
    },
    { name: 'attacker' },
    options,
  );
  return { say: (message: unknown) => end.arrived(message), answers, closed, calls, served };
}

const cyclic: Record<string, unknown> = {};
cyclic['a'] = cyclic;
cyclic['b'] = cyclic;
const detached = new Uint8Array(8);
structuredClone(detached.buffer, { transfer: [detached.buffer] });

/** Anything at all, often almost a request. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withObjectString: true,
  withNullPrototype: true,
  maxDepth: 4,
});
const word = fc.constantFrom(
  'call',
  'open',
  'stop',
  'ack',
  'greet',
  'numbers',
  '__proto__',
  'constructor',
  'toString',
  '',
);
const args = fc.oneof(
  anything,
  fc.constantFrom(cyclic, detached, new Uint8Array(1_000_000), JSON.parse('{"name":"x","__proto__":{"polluted":1}}')),
  fc.record({ name: fc.string() }),
  fc.record({ upTo: fc.integer() }),
);
const almostRequest = fc.record(
  {
    kind: fc.oneof(word, anything),
    id: fc.oneof(fc.nat(5), anything),
    name: fc.oneof(word, anything),
    args,
    taken: fc.oneof(fc.integer(), anything),
  },
  { requiredKeys: [] },
);
const message = fc.oneof({ weight: 1, arbitrary: anything }, { weight: 4, arbitrary: almostRequest });

describe('F55: malformed messages', () => {
  it('twenty thousand of them cause no exception and no pollution, and the link still answers', async () => {
    const { say, answers, served } = attacked();
    fc.assert(
      fc.property(message, (hostile) => {
        say(hostile);
      }),
      { numRuns: 20_000 },
    );
    await settled();
    say({ kind: 'call', id: 99, name: 'greet', args: { name: 'Anna' } });
    await settled();
    expect(answers.at(-1)).toEqual({ kind: 'reply', id: 99, value: { text: 'Hello Anna' } });
    expect(served.malformed).toBeGreaterThan(1000);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('control: without schemas the same messages cause exceptions', () => {
    const naive = (hostile: unknown): void => {
      const { kind, name, args: given } = hostile as { kind: string; name: 'greet'; args: { name: string } };
      if (kind === 'call') contract[name].reply.parse({ text: `Hello ${given.name.trim()}` });
    };
    expect(() => fc.assert(fc.property(message, naive), { numRuns: 20_000 })).toThrow();
  });

  it('cost a reader of a feed nothing either', () => {
    const end = new LinkEnd();
    const link: Link = {
      send: () => undefined,
      onMessage: (listener) => end.onMessage(listener),
      onClose: (listener) => end.onClose(listener),
      close: (reason = '') => void end.closed(reason),
    };
    const client = connect(link, contract);
    const got: unknown[] = [];
    const almostAnswer = fc.record(
      {
        kind: fc.oneof(fc.constantFrom('reply', 'item', 'error', 'end'), anything),
        id: fc.oneof(fc.nat(5), anything),
        value: anything,
        code: fc.oneof(fc.constant('internal'), anything),
        message: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(almostAnswer, (hostile) => {
        client.greet({ name: 'x' }).catch(() => undefined);
        client.numbers({ upTo: 3 }, { item: (item) => got.push(item) });
        end.arrived(hostile);
      }),
      { numRuns: 2000 },
    );
    expect(got.every((item) => Number.isInteger((item as { n: unknown }).n))).toBe(true);
  });
});

describe('F54: a flood', () => {
  /** 100,000 calls a second for six seconds, in bursts of a thousand. */
  async function flood(limited: boolean) {
    const clock = new SimulatedClock();
    const rate = { clock, perS: 100, burst: 200, cutAfterMs: 5000 };
    const attack = attacked(limited ? { rate } : {});
    let id = 0;
    for (let burst = 0; burst < 600; burst++) {
      for (let i = 0; i < 1000; i++) attack.say({ kind: 'call', id: id++, name: 'greet', args: { name: 'x' } });
      await clock.advance(10);
    }
    return attack;
  }

  it('is held to the rate, answered no faster than that, and cut after five seconds', async () => {
    const { calls, answers, closed, served } = await flood(true);
    expect({ calls: calls.length, closed }).toEqual({ calls: 700, closed: ['asked too fast for too long'] });
    expect(answers.length).toBeLessThan(2 * 700 + 1);
    expect(served.refused).toBeGreaterThan(400_000);
  });

  it('control: without the limit every call is run', async () => {
    const { calls, closed } = await flood(false);
    expect({ calls: calls.length, closed }).toEqual({ calls: 600_000, closed: [] });
  });

  it('that pauses is forgiven', async () => {
    const clock = new SimulatedClock();
    const { say, closed, calls } = attacked({ rate: { clock, perS: 10, burst: 10, cutAfterMs: 5000 } });
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 20; i++) say({ kind: 'call', id: i, name: 'greet', args: { name: 'x' } });
      await clock.advance(1500);
    }
    expect({ closed, calls: calls.length }).toEqual({ closed: [], calls: 100 });
  });

  it('refused calls say so', async () => {
    const clock = new SimulatedClock();
    const { say, answers } = attacked({ rate: { clock, perS: 1, burst: 1, cutAfterMs: 5000 } });
    say({ kind: 'call', id: 1, name: 'greet', args: { name: 'x' } });
    say({ kind: 'call', id: 2, name: 'greet', args: { name: 'x' } });
    say({ kind: 'call', id: 3, name: 'greet', args: { name: 'x' } });
    await settled();
    expect(answers).toEqual([
      {
        kind: 'error',
        id: 2,
        code: 'resource-exhausted',
        message: 'Too many requests at once; wait a moment and try again.',
      },
      { kind: 'reply', id: 1, value: { text: 'Hello x' } },
    ]);
  });
});
