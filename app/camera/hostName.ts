/** A host in its one spelling, or what is wrong with it as a sentence. */
export type CanonicalHost =
  | { readonly text: string; readonly fault: null }
  | { readonly text: null; readonly fault: string };

/**
 * Brings a host into its one spelling: lower-case name, four decimal numbers, or IPv6 in brackets (RFC 5952).
 * Resolvers read `127.1`, `0x7f000001`, `2130706433` and `0177.0.0.1` as addresses, and full-width digits as digits;
 * whoever checks the text then checks something else than what is connected to. All such forms are refused here.
 */
export function canonicalHost(text: string): CanonicalHost {
  if (text === '') return fault('The host is missing.');
  if (text.startsWith('[')) return ipv6Host(text);
  if (/[^\x21-\x7e]/u.test(text)) return fault('The host may hold only plain letters, digits, dots and hyphens.');
  const name = text.toLowerCase().replace(/\.$/, '');
  if (
    name.length > 253 ||
    !/^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(name)
  ) {
    return fault('The host may hold only plain letters, digits, dots and hyphens.');
  }
  const lastLabel = name.slice(name.lastIndexOf('.') + 1);
  if (!/^(\d+|0x[0-9a-f]*)$/.test(lastLabel)) return { text: name, fault: null };
  const numbers = name.split('.');
  const plain =
    numbers.length === 4 && numbers.every((number) => /^(0|[1-9]\d{0,2})$/.test(number) && Number(number) < 256);
  return plain
    ? { text: name, fault: null }
    : fault('An address in numbers must be four decimal numbers, like 192.168.1.20.');
}

/** The eight 16-bit groups of an IPv6 address without brackets, or `null`. */
export function ipv6Groups(text: string): readonly number[] | null {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return null;
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  if (!left || !right) return null;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  return [...left, ...Array.from({ length: missing }, () => 0), ...right];
}

function groups(text: string): number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(parts.at(-1) ?? '');
  if (dotted) {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.slice(1).map(Number);
    if (Math.max(a, b, c, d) > 255) return null;
    parts.splice(-1, 1, (a * 256 + b).toString(16), (c * 256 + d).toString(16));
  }
  return parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part)) ? parts.map((part) => Number.parseInt(part, 16)) : null;
}

function ipv6Host(text: string): CanonicalHost {
  const found = text.endsWith(']') ? ipv6Groups(text.slice(1, -1)) : null;
  if (!found) return fault('The IPv6 address in brackets is not one (a zone like %eth0 is not allowed).');
  return { text: `[${shortest(found)}]`, fault: null };
}

/** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes `::`. */
function shortest(all: readonly number[]): string {
  const hex = all.map((group) => group.toString(16)).join(':');
  const runs = [...hex.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)];
  const longest = runs.reduce<RegExpExecArray | null>(
    (best, run) => (run[0].length > (best?.[0].length ?? 0) ? run : best),
    null,
  );
  if (!longest) return hex;
  const before = hex.slice(0, longest.index).replace(/:$/, '');
  const after = hex.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

function fault(sentence: string): CanonicalHost {
  return { text: null, fault: sentence };
}
