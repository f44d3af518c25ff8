/**
 * Any text (a log line, ffmpeg's stderr, an error message) without the secrets that may stand in it: the user info of
 * URLs up to the last `@` of the word, so that passwords with `@` or `/` in them go too, and the value of an
 * Authorization header. Linear in the length of the text.
 */
export function redact(text: string): string {
  return text
    .replaceAll(/\/\/[^\s'"<>]{0,1024}@/g, '//***@')
    .replaceAll(/\b((?:proxy-)?authorization:[ \t]*)[^\r\n]+/gi, '$1***');
}
