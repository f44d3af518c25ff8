import { describe, expect, it } from 'vitest';
import { contract, items, rawReader, settled, station } from '../../e2e/fixtures/toyContract.ts';
import { AppError } from '../base/error.ts';
import { SimulatedClock } from '../base/simulatedClock.ts';
import { connect } from './rpc.ts';
import type { ConnectOptions } from './rpc.ts';

async function failing(thrown: unknown) {
  const { there, lines } = station({}, { greet: () => Promise.reject(thrown) });
  const error = await connect(there, contract)
    .greet({ name: 'x' })
    .catch((caught: unknown) => caught);
  return { error, lines };
}

const reply = (text: unknown) => (_args: object) => ({ text }) as { text: string };

describe('calls', () => {
  it('cross an AppError unchanged and log nothing', async () => {
    expect(await failing(new AppError('not-found', 'There is no camera 7.'))).toEqual({
      error: new AppError('not-found', 'There is no camera 7.'),
      lines: [],
    });
  });

  it('hide the text of every other error from the other end; the log has it without the password', async () => {
    const { error, lines } = await failing('cannot open rtsp://root:secret@10.0.0.1/live');
    expect({ error, lines }).toEqual({
      error: new AppError('internal', 'Something went wrong inside the station; its log says more.'),
      lines: ['error "greet" failed unexpectedly {"problem":"cannot open rtsp://…@10.0.0.1/live"}'],
    });
  });

  it.each<[string, unknown, string]>([
    ['a missing argument', {}, '"greet" was refused at name: Invalid input: expected string, received undefined.'],
    ['a wrong type', { name: 7 }, '"greet" was refused at name: Invalid input: expected string, received number.'],
    [
      'an argument beyond its bound',
      { name: 'x'.repeat(11) },
      '"greet" was refused at name: Too big: expected string to have <=10 characters.',
    ],
    [
      'a prototype key',
      JSON.parse('{"name":"x","__proto__":{"admin":true}}'),
      '"greet" was refused: the key "__proto__" is not allowed.',
    ],
    [
      'a constructor key, nested',
      { name: 'x', more: [{ constructor: { prototype: {} } }] },
      '"greet" was refused: the key "constructor" is not allowed.',
    ],
    [
      'endless nesting',
      { name: Array.from({ length: 70 }).reduce((inner) => [inner], 1) },
      '"greet" was refused: it is nested too deeply.',
    ],
    ['too many values', { name: items(0, 100_000) }, '"greet" was refused: it holds too many values.'],
  ])('refuse %s with one sentence', async (_, args, message) => {
    const { there } = station();
    await expect(connect(there, contract).greet(args as { name: string })).rejects.toEqual(
      new AppError('invalid-argument', message),
    );
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each(['secret', 'toString', '__proto__', 'constructor', 'latest'])(
    'refuse the unknown call "%s"',
    async (name) => {
      const { there } = station();
      const got = rawReader(there);
      there.send({ kind: 'call', id: 1, name, args: {} });
      await settled();
      expect(got).toEqual([
        { kind: 'error', id: 1, code: 'unimplemented', message: `This link does not offer the call "${name}".` },
      ]);
    },
  );

  it('refuse a reply of the wrong form', async () => {
    const { there } = station({}, { greet: reply(7) });
    await expect(connect(there, contract).greet({ name: 'x' })).rejects.toMatchObject({ code: 'internal' });
  });

  it('answer an error when the reply cannot be sent', async () => {
    const { there, lines } = station({}, { greet: reply(() => 1) });
    await expect(connect(there, contract).greet({ name: 'x' })).rejects.toMatchObject({ code: 'internal' });
    expect(lines.length).toBe(1);
  });

  it('end by the clock, each with its own time', async () => {
    const clock = new SimulatedClock();
    const { there } = station({}, { greet: () => new Promise(() => undefined) });
    const options: ConnectOptions = { timeout: { clock, ms: 5000, msByCall: { greet: 30_000 } } };
    const seen: unknown[] = [];
    connect(there, contract, options)
      .greet({ name: 'x' })
      .catch((error: unknown) => seen.push(error));
    await clock.advance(29_999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual([new AppError('deadline-exceeded', 'The station did not answer "greet" within 30 s.')]);
  });
});
