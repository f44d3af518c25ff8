import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Clock } from '../../app/base/clock.ts';
import type { AddressRules } from '../../app/camera/addressRules.ts';
import type { Reason } from '../../app/camera/cameraState.ts';
import { canonicalHost } from '../../app/camera/hostName.ts';
import { reasonOf, refusal } from '../../app/camera/reasonText.ts';
import { platformClock } from '../platformClock.ts';

/** The one address that a session may connect to; the name it came from is not resolved again. */
export interface PinnedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface WantedAddress {
  /** As app/camera/hostName.ts spells it. */
  readonly host: string;
  readonly port: number;
  readonly rules: AddressRules;
  /** Ports of this computer that are never a camera. */
  readonly ownPorts: readonly number[];
}

/** What the policy needs from the machine. */
export interface NameService {
  /** Every address of a name; rejects when there is none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Addresses of this computer's interfaces. */
  readonly ownAddresses: () => readonly string[];
  readonly clock: Clock;
  readonly resolveMs: number;
}

export const platformNames: NameService = {
  resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  ownAddresses: () => Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address)),
  clock: platformClock,
  resolveMs: 5000,
};

/** Address ranges where no camera is, whatever the site allows, each with what an operator is told it is. */
const neverCameras: readonly (readonly [range: string, what: string])[] = [
  ['0.0.0.0/8', 'is not the address of a computer'],
  ['169.254.0.0/16', 'is a link-local address'],
  ['224.0.0.0/4', 'is a multicast address'],
  ['240.0.0.0/4', 'is a reserved or broadcast address'],
  ['fe80::/10', 'is a link-local address'],
  ['ff00::/8', 'is a multicast address'],
  // Forms that carry an IPv4 address in an IPv6 one, which another check would not see.
  ['::ffff:0:0/96', 'hides an IPv4 address'],
  ['::/96', 'hides an IPv4 address'],
  ['::ffff:0:0:0/96', 'hides an IPv4 address'],
  ['64:ff9b::/96', 'hides an IPv4 address'],
  ['64:ff9b:1::/48', 'hides an IPv4 address'],
  ['2002::/16', 'hides an IPv4 address'],
  ['2001::/32', 'hides an IPv4 address'],
];
const loopback = rangesOf(['127.0.0.0/8', '::1/128']);
const never = neverCameras.map(([range, what]) => ({ ranges: rangesOf([range]), what }));

/**
 * Resolves a host once and gives the first of its addresses that the rules allow, IPv4 before IPv6.
 * Whoever connects must use that address and not the name, or the check is worth nothing.
 * @throws AppError whose cause is a `Reason`: `address-refused`, `url-invalid`, or `unreachable` for unknown names
 */
export async function pinAddress(wanted: WantedAddress, names: NameService = platformNames): Promise<PinnedAddress> {
  const { host } = wanted;
  const canonical = canonicalHost(host);
  if (canonical.text !== host) {
    throw refusal(reasonOf('url-invalid', canonical.fault ?? `The host must be written ${canonical.text}.`));
  }
  const literal = host.startsWith('[') ? host.slice(1, -1) : host;
  const addresses = isIP(literal) ? [literal] : await resolveInTime(host, names);
  const allowed = allowedRanges(wanted.rules.allowedCidrs);
  const own = new Set(names.ownAddresses());
  let refused: Reason | null = null;
  for (const address of addresses.toSorted((a, b) => isIP(a) - isIP(b))) {
    const found = fault(address, wanted, allowed, own);
    if (!found) return { address, family: isIP(address) === 6 ? 6 : 4 };
    refused ??= found;
  }
  throw refusal(refused ?? reasonOf('unreachable', `The name ${host} has no address.`));
}

function fault(
  address: string,
  wanted: WantedAddress,
  allowed: Ranges | null,
  own: ReadonlySet<string>,
): Reason | null {
  const isLoopback = contains(loopback, address);
  const because = address === wanted.host ? `${address}` : `${wanted.host} leads to ${address}, which`;
  if (isIP(address) === 0) return reasonOf('address-refused', `${because} is not an address.`);
  // `::1` alone lies in a range of hidden IPv4 addresses and is none.
  const bad = address === '::1' ? undefined : never.find(({ ranges }) => contains(ranges, address));
  if (bad) return reasonOf('address-refused', `${because} ${bad.what}.`);
  if (isLoopback && !wanted.rules.allowLoopback) {
    return reasonOf(
      'address-refused',
      'Cameras on this computer are refused until they are allowed.',
      "Switch on 'Cameras on this computer' in the settings.",
    );
  }
  if ((isLoopback || own.has(address)) && wanted.ownPorts.includes(wanted.port)) {
    return reasonOf('address-refused', `Port ${wanted.port} of this computer belongs to the console itself.`);
  }
  if (isLoopback) return null;
  if (!allowed || contains(allowed, address)) return null;
  return reasonOf(
    'address-refused',
    `${because} is outside the camera networks of this site.`,
    "Add its network to 'Camera networks' in the settings, or check the address.",
  );
}

/** The site's camera networks, `null` when every network is allowed. A text that is no network refuses everything. */
function allowedRanges(cidrs: readonly string[]): Ranges | null {
  if (cidrs.length === 0) return null;
  const wrong = cidrs.find((cidr) => !isCidr(cidr));
  if (wrong === undefined) return rangesOf(cidrs);
  throw refusal(
    reasonOf(
      'address-refused',
      `"${wrong}" is not a network.`,
      "Write 'Camera networks' like 192.168.1.0/24 in the settings.",
    ),
  );
}

/** True for `192.168.1.0/24`, `2001:db8::/32` and single addresses. */
export function isCidr(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined || address.includes('%')) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Ranges by family: Node takes an IPv4 address for its IPv4-mapped IPv6 form when one list holds both. */
interface Ranges {
  readonly 4: BlockList;
  readonly 6: BlockList;
}

function rangesOf(cidrs: readonly string[]): Ranges {
  const ranges = { 4: new BlockList(), 6: new BlockList() };
  for (const cidr of cidrs) {
    const [address = '', bits] = cidr.split('/');
    const family = isIP(address) === 6 ? 6 : 4;
    ranges[family].addSubnet(address, Number(bits ?? (family === 6 ? 128 : 32)), `ipv${family}`);
  }
  return ranges;
}

function contains(ranges: Ranges, address: string): boolean {
  const family = isIP(address) === 6 ? 6 : 4;
  return ranges[family].check(address, `ipv${family}`);
}

/** The resolver of the system may take half a minute for a dead name server; an operator waits 5 s. */
async function resolveInTime(host: string, names: NameService): Promise<readonly string[]> {
  const unknown = refusal(reasonOf('unreachable', `The name ${host} is not known in this network.`));
  let cancel: (() => void) | null = null;
  const tooLate = new Promise<never>((_resolve, reject) => {
    const late = refusal(reasonOf('unreachable', `The name server did not answer for ${host}.`));
    cancel = names.clock.after(names.resolveMs, () => reject(late));
  });
  const found = names.resolve(host).catch(() => {
    throw unknown;
  });
  try {
    return await Promise.race([found, tooLate]);
  } finally {
    (cancel as (() => void) | null)?.();
  }
}
