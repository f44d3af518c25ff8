import type { Credentials } from './camera.ts';
import { canonicalHost } from './hostName.ts';
import { reasonOf, refusal } from './reasonText.ts';

export { redact } from './redact.ts';

/** The schemes that a source may have, one line each: everything else that ffmpeg knows is refused. */
const sourceSchemes = {
  /** RTSP over TCP, Digest and Basic. */
  rtsp: { network: true, port: 554, secure: false },
  /** The same through TLS. */
  rtsps: { network: true, port: 322, secure: true },
  /** MJPEG, HLS, MPEG-TS, MP4, JPEG snapshots. */
  http: { network: true, port: 80, secure: false },
  https: { network: true, port: 443, secure: true },
  /** mp4, mkv, avi, raw H.264 and H.265, still pictures. */
  file: { network: false, port: 0, secure: false },
  /** A camera of the simulated road that the product brings: `demo:NAME`. */
  demo: { network: false, port: 0, secure: false },
} as const;

export type SourceScheme = keyof typeof sourceSchemes;
/** What an operator is told to use. */
const usualSchemes = Object.keys(sourceSchemes).filter((scheme) => scheme !== 'demo');
export type NetworkScheme = Exclude<SourceScheme, 'file' | 'demo'>;

export interface NetworkSource {
  readonly scheme: NetworkScheme;
  /** Lower-case name, four decimal numbers, or an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** From the first slash on, printable ASCII. */
  readonly pathAndQuery: string;
  /** The canonical form, without user info; what is stored, compared and shown. */
  readonly text: string;
}

export interface FileSource {
  readonly scheme: 'file';
  /** Absolute, with forward slashes: `/clips/a.mp4` or `C:/clips/a.mp4`. */
  readonly path: string;
  /** The same as `path`. */
  readonly text: string;
}

/** A camera of the simulated road. */
export interface DemoSource {
  readonly scheme: 'demo';
  /** Lower-case letters, digits and hyphens. */
  readonly name: string;
  /** `demo:NAME`. */
  readonly text: string;
}

export type SourceUrl = NetworkSource | FileSource | DemoSource;

/** Whether a source is played from this computer's disk: nothing of it comes over the network. */
export function isRecording(source: SourceUrl): source is FileSource | DemoSource {
  return source.scheme === 'file' || source.scheme === 'demo';
}

export interface ParsedSource {
  readonly source: SourceUrl;
  /** The user info that stood in the text; it is in no other field. */
  readonly credentials: Credentials | null;
}

const longestText = 2048;

/**
 * Reads the address of a camera or a file as an operator writes it.
 * @throws AppError `invalid-argument` whose cause is a `Reason` with code `url-invalid` that names the one thing wrong
 */
export function parseSource(text: string): ParsedSource {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid('It is empty.');
  if (trimmed.length > longestText) throw invalid(`It is longer than ${longestText} characters.`);
  if (hasControl(trimmed)) throw invalid('It holds a control character, such as a line break or a tab.');
  if (/^[a-z]:[\\/](?![\\/])/i.test(trimmed)) return fileSource(trimmed.replaceAll('\\', '/'));
  if (trimmed.includes('\\')) throw invalid('A back-slash (\\) is not allowed.');
  if (trimmed.startsWith('/')) return fileSource(trimmed);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === undefined) throw invalid('It does not begin with a scheme such as rtsp:// or with / for a file.');
  if (!isSourceScheme(scheme)) {
    throw invalid(`"${scheme}:" is not a kind of source; use ${usualSchemes.join(', ')}.`);
  }
  if (/\s/u.test(trimmed)) throw invalid('It holds a space; write %20 for it.');
  if (trimmed.includes('#')) throw invalid('A hash (#) is not allowed; write %23 for it in a password or a path.');
  const rest = trimmed.slice(scheme.length + 1);
  if (scheme === 'demo') return demoSource(rest);
  return scheme === 'file' ? fileUrl(rest) : networkSource(scheme, rest);
}

function isSourceScheme(scheme: string): scheme is SourceScheme {
  return Object.hasOwn(sourceSchemes, scheme);
}

function networkSource(scheme: NetworkScheme, rest: string): ParsedSource {
  if (!rest.startsWith('//')) throw invalid(`"${scheme}:" must be followed by two slashes and a host.`);
  const [, authority = '', tail = ''] = /^\/\/([^/?]*)(.*)$/su.exec(rest) ?? [];
  // A password may hold an unescaped @: the host stands after the last one, as in every browser.
  const at = authority.lastIndexOf('@');
  const { host, port } = hostAndPort(authority.slice(at + 1), sourceSchemes[scheme].port);
  // Read otherwise, `rtsp://user:12/34@host` would be host "user" and keep half a password in its path.
  if (tail.includes('@')) {
    throw invalid('An @ after the first / or ? is not allowed; write %40 for it, and %2F or %3F in a password.');
  }
  const pathAndQuery = printablePath(tail.startsWith('/') ? tail : `/${tail}`);
  const portText = port === sourceSchemes[scheme].port ? '' : `:${port}`;
  return {
    source: { scheme, host, port, pathAndQuery, text: `${scheme}://${host}${portText}${pathAndQuery}` },
    credentials: at < 1 ? null : userInfo(authority.slice(0, at)),
  };
}

function hostAndPort(text: string, defaultPort: number): { host: string; port: number } {
  const [, hostText = '', portText] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/su.exec(text) ?? [];
  const host = canonicalHost(hostText);
  if (host.fault !== null) throw invalid(host.fault);
  if (portText === undefined || portText === '') return { host: host.text, port: defaultPort };
  if (!/^[1-9]\d{0,4}$/.test(portText) || Number(portText) > 65_535) {
    throw invalid('The port must be a number from 1 to 65535.');
  }
  return { host: host.text, port: Number(portText) };
}

function userInfo(text: string): Credentials {
  const colon = text.indexOf(':');
  const user = decoded(colon < 0 ? text : text.slice(0, colon));
  const password = colon < 0 ? '' : decoded(text.slice(colon + 1));
  if (hasControl(user + password)) throw invalid('The user name or the password holds a control character.');
  if (user.length > 256 || password.length > 256) {
    throw invalid('The user name or the password is longer than 256 characters.');
  }
  return { user, password };
}

function demoSource(name: string): ParsedSource {
  if (!/^[a-z0-9-]{1,40}$/.test(name)) throw invalid('A camera of the demo is written like demo:motorway-north.');
  return { source: { scheme: 'demo', name, text: `demo:${name}` }, credentials: null };
}

function fileUrl(rest: string): ParsedSource {
  const [, host = '', path] = /^(?:\/\/([^/]*))?(\/.*)$/su.exec(rest) ?? [];
  if (path === undefined) throw invalid('A file needs its whole path, from / on.');
  if (host !== '' && host.toLowerCase() !== 'localhost') throw invalid('A file must be on this computer.');
  const plain = decoded(path);
  if (hasControl(plain)) throw invalid('It holds a control character, such as a line break or a tab.');
  return fileSource(/^\/[a-z]:\//i.test(plain) ? plain.slice(1) : plain);
}

function fileSource(path: string): ParsedSource {
  // On Windows two slashes open a network share: a host that nobody checked.
  if (path.startsWith('//')) throw invalid('A file must be on this computer; its path begins with one slash.');
  if (path.includes('\\')) throw invalid('A back-slash (\\) is not allowed.');
  if (path.endsWith('/')) throw invalid('It names a folder; name a file in it.');
  return { source: { scheme: 'file', path, text: path }, credentials: null };
}

/** Percent-encodes what is not ASCII, so that nothing but printable ASCII is ever sent to a camera. */
function printablePath(path: string): string {
  if (!path.isWellFormed()) throw invalid('It holds a broken character.');
  return path.replaceAll(/[^\x21-\x7e]+/gu, encodeURIComponent);
}

/** Percent-decoded, or the text itself where it is no such encoding (a password like `50%off`). */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hasControl(text: string): boolean {
  return /[\p{Cc}\u2028\u2029]/u.test(text);
}

function invalid(detail: string): Error {
  return refusal(reasonOf('url-invalid', detail));
}
