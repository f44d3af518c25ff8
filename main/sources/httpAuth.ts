import { createHash, randomBytes } from 'node:crypto';
import type { Credentials } from '../../app/camera/camera.ts';

interface Challenge {
  readonly scheme: 'digest' | 'basic';
  readonly fields: ReadonlyMap<string, string>;
}

/** What to do after a 401. */
export type SignInVerdict =
  /** Sign the same request again. */
  | 'retry'
  /** A user name and a password are asked for and none are stored. */
  | 'none-stored'
  /** What is stored was presented and not accepted. */
  | 'not-accepted'
  /** The camera asks in a way that is not supported. */
  | 'unknown-way';

/**
 * Signs requests to one camera: Digest (RFC 7616: SHA-256, MD5, their `-sess` forms, qop auth or none) where the camera
 * offers it, else Basic (RFC 7617). HTTP and RTSP share it. The password leaves this object only in that form.
 */
export class SignIn {
  readonly #credentials: Credentials | null;
  readonly #renewals: number;
  #challenge: Challenge | null = null;
  #nonceCount = 0;
  #cnonce = '';

  /** @param renewals how often a request may be signed anew because its nonce had run out */
  constructor(credentials: Credentials | null, renewals = 1) {
    this.#credentials = credentials;
    this.#renewals = renewals;
  }

  /**
   * Takes the challenge of a 401.
   * @param attempt how often this very request has been signed with a challenge that was its own answer, from 0
   */
  refused(wwwAuthenticate: readonly string[], attempt: number): SignInVerdict {
    if (!this.#credentials) return 'none-stored';
    const offered = wwwAuthenticate.flatMap(parseChallenges);
    const best = strength.map((fits) => offered.find(fits)).find((challenge) => challenge !== undefined);
    if (!best) return 'unknown-way';
    const stale = best.fields.get('stale')?.toLowerCase() === 'true';
    if (attempt > (stale ? this.#renewals : 0)) return 'not-accepted';
    this.#challenge = best;
    this.#nonceCount = 0;
    this.#cnonce = randomBytes(8).toString('hex');
    return 'retry';
  }

  /** The value of the Authorization header, `null` as long as the camera has not asked. */
  authorization(method: string, uri: string): string | null {
    if (!this.#challenge || !this.#credentials) return null;
    const { user, password } = this.#credentials;
    if (this.#challenge.scheme === 'basic') return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return this.#digest(this.#challenge.fields, { user, password }, method, uri);
  }

  #digest(fields: Challenge['fields'], { user, password }: Credentials, method: string, uri: string): string {
    const algorithm = fields.get('algorithm');
    const hash = hashOf(algorithm);
    const realm = fields.get('realm') ?? '';
    const nonce = fields.get('nonce') ?? '';
    const count = (++this.#nonceCount).toString(16).padStart(8, '0');
    const plainKey = hash(`${user}:${realm}:${password}`);
    const key = /-sess$/i.test(algorithm ?? '') ? hash(`${plainKey}:${nonce}:${this.#cnonce}`) : plainKey;
    const qop = fields.has('qop');
    const middle = qop ? `${count}:${this.#cnonce}:auth:` : '';
    const response = hash(`${key}:${nonce}:${middle}${hash(`${method}:${uri}`)}`);
    const parts = [
      `username=${quoted(user)}`,
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `uri=${quoted(uri)}`,
      `response="${response}"`,
      ...(algorithm ? [`algorithm=${algorithm}`] : []),
      ...(fields.has('opaque') ? [`opaque=${quoted(fields.get('opaque') ?? '')}`] : []),
      ...(qop ? ['qop=auth', `nc=${count}`, `cnonce="${this.#cnonce}"`] : []),
    ];
    return `Digest ${parts.join(', ')}`;
  }
}

/** The ways to sign, the strongest first. */
const strength: readonly ((challenge: Challenge) => boolean)[] = [
  (challenge) => isDigest(challenge, /^sha-256(-sess)?$/i),
  (challenge) => isDigest(challenge, /^md5(-sess)?$/i),
  (challenge) => challenge.scheme === 'basic',
];

function isDigest({ scheme, fields }: Challenge, algorithm: RegExp): boolean {
  const qop = fields.get('qop');
  const canQop = qop === undefined || qop.split(',').some((way) => way.trim().toLowerCase() === 'auth');
  return scheme === 'digest' && canQop && fields.has('nonce') && algorithm.test(fields.get('algorithm') ?? 'MD5');
}

function hashOf(algorithm: string | undefined): (text: string) => string {
  const name = /^sha-256/i.test(algorithm ?? '') ? 'sha256' : 'md5';
  return (text) => createHash(name).update(text).digest('hex');
}

/** The challenges of one WWW-Authenticate value, which may name several. Others than Digest and Basic are left out. */
function parseChallenges(value: string): Challenge[] {
  const found: { scheme: string; fields: Map<string, string> }[] = [];
  const token = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;
  for (const [, name = '', text, plain] of value.slice(0, 4096).matchAll(token)) {
    if (text === undefined && plain === undefined) found.push({ scheme: name.toLowerCase(), fields: new Map() });
    else found.at(-1)?.fields.set(name.toLowerCase(), text?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return found.flatMap(({ scheme, fields }) => (scheme === 'digest' || scheme === 'basic' ? [{ scheme, fields }] : []));
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
