import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const cookieName = 'its-session';

/**
 * Who may talk to the headless station: whoever holds this launch's token. The token comes once in the page's URL and
 * lives on as an HttpOnly, SameSite=Strict cookie, so that it is neither in later URLs nor readable by scripts.
 */
export class Access {
  readonly token: string;
  readonly #hosts: ReadonlySet<string>;

  /** @param hosts values of the Host header under which the station may be addressed */
  constructor(hosts: readonly string[], token = randomBytes(24).toString('base64url')) {
    this.token = token;
    this.#hosts = new Set(hosts);
  }

  /** A foreign Host header is DNS rebinding, a foreign Origin is another page: neither is answered. */
  fromHere(request: IncomingMessage): boolean {
    const { host, origin } = request.headers;
    if (host === undefined || !this.#hosts.has(host)) return false;
    return origin === undefined || origin === `http://${host}`;
  }

  hasToken(text: string | null | undefined): boolean {
    const given = Buffer.from(text ?? '');
    const wanted = Buffer.from(this.token);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  hasCookie(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    return cookies.some(
      (cookie) => cookie.startsWith(`${cookieName}=`) && this.hasToken(cookie.slice(cookieName.length + 1)),
    );
  }

  setCookie(): string {
    return `${cookieName}=${this.token}; HttpOnly; SameSite=Strict; Path=/`;
  }
}
