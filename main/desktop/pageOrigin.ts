/** The page of the desktop lives under a scheme of its own: no file:// and no port. */
export const pageScheme = 'app';
export const pageHost = 'console';
export const pageOrigin = `${pageScheme}://${pageHost}`;

/** True for addresses of the product's own page, and for blobs that it made. */
export function isOwnPage(url: string): boolean {
  const inner = url.startsWith('blob:') ? url.slice('blob:'.length) : url;
  const parsed = URL.parse(inner);
  return parsed !== null && parsed.protocol === `${pageScheme}:` && parsed.host === pageHost && parsed.username === '';
}
