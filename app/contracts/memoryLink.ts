import type { Link } from './link.ts';
import { LinkEnd } from './linkEnd.ts';

/** Two ends of a conversation inside one process, for tests and the demo. Messages are copied, as every real link does. */
export function memoryLinkPair(): [Link, Link] {
  const ends: [LinkEnd, LinkEnd] = [new LinkEnd(), new LinkEnd()];
  return [memoryLink(ends[0], ends[1]), memoryLink(ends[1], ends[0])];
}

function memoryLink(here: LinkEnd, there: LinkEnd): Link {
  const onTheWay: unknown[] = [];
  function arrive(): void {
    for (const message of onTheWay.splice(0)) there.arrived(message);
  }
  return {
    send(message) {
      if (here.isClosed) return;
      onTheWay.push(copyOf(message, 0));
      if (onTheWay.length === 1) void Promise.resolve().then(arrive);
    },
    onMessage: (listener) => here.onMessage(listener),
    onClose: (listener) => here.onClose(listener),
    close(reason = 'closed by this side') {
      arrive();
      if (here.closed(reason)) there.closed('closed by the other side');
    },
  };
}

/** Deeper values are refused by every link that encodes, so by this one too. */
const depthLimit = 100;

/** A copy as structured cloning makes it, of plain values and Uint8Array; anything else throws, as it does there. */
function copyOf(value: unknown, depth: number): unknown {
  if (depth > depthLimit) throw new TypeError('The message is nested too deeply for a link.');
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`A ${typeof value} cannot go over a link.`);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map((item) => copyOf(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    // defineProperty, so that a key named __proto__ stays a key, as in structured cloning.
    Object.defineProperty(copy, key, {
      value: copyOf(item, depth + 1),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
