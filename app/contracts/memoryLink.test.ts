import { describe, expect, it } from 'vitest';
import { linkSuite } from '../../e2e/fixtures/linkSuite.ts';
import { rpcSuite } from '../../e2e/fixtures/rpcSuite.ts';
import { memoryLinkPair } from './memoryLink.ts';

async function open() {
  const [a, b] = memoryLinkPair();
  return { a, b };
}

describe('in-memory pair as Link', () => linkSuite(open));
describe('in-memory pair under RPC', () => rpcSuite(open));

describe('what an in-memory link refuses', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  it.each([
    ['a function', () => 1, 'A function cannot go over a link.'],
    ['a symbol', { at: Symbol('s') }, 'A symbol cannot go over a link.'],
    ['a cycle', cyclic, 'The message is nested too deeply for a link.'],
  ])('%s', (_, message, text) => {
    const [a] = memoryLinkPair();
    expect(() => a.send(message)).toThrow(text);
  });
});
