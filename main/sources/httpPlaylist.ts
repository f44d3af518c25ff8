import type { NetworkSource } from '../../app/camera/sourceUrl.ts';

/**
 * Rewrites the addresses of an HLS playlist (RFC 8216) below the relay. Relative ones are left; absolute ones must be of
 * the camera itself, since a player opens whatever a playlist names: files, other hosts, other protocols.
 * @param local the relay's address with its token, without a slash at its end
 * @returns `null` when an address leads elsewhere
 */
export function localPlaylist(playlist: string, local: string, source: NetworkSource): string | null {
  let foreign = false;
  const rewrite = (uri: string): string => {
    const found = localUri(uri, local, source);
    foreign ||= found === null;
    return found ?? '';
  };
  const lines = playlist.split(/\r?\n/).map((line) => {
    if (line.startsWith('#'))
      return line.replaceAll(/\bURI="([^"]*)"/g, (_all, uri: string) => `URI="${rewrite(uri)}"`);
    return line.trim() === '' ? line : rewrite(line.trim());
  });
  return foreign ? null : lines.join('\n');
}

function localUri(
  uri: string,
  local: string,
  { scheme, host, port, text, pathAndQuery }: NetworkSource,
): string | null {
  if (uri.includes('\\')) return null;
  const [, itsScheme, authority, path = ''] = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?(.*)$/iu.exec(uri) ?? [];
  if (itsScheme === undefined && authority === undefined) return uri.startsWith('/') ? local + uri : uri;
  if (itsScheme !== undefined && itsScheme.toLowerCase() !== scheme) return null;
  const ownAuthorities = [`${host}:${port}`, text.slice(scheme.length + 3, -pathAndQuery.length)];
  if (authority === undefined || !ownAuthorities.includes(authority.toLowerCase())) return null;
  return local + (path.startsWith('/') ? path : `/${path}`);
}
