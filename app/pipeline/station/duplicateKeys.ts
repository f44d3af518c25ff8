/**
 * Names that stand twice in one object of a JSON text, in order. JSON.parse silently keeps the last of them, so a
 * doubled line in a site file would change a setting without a word.
 * @param text JSON that JSON.parse accepts
 */
export function duplicateKeys(text: string): string[] {
  const duplicates: string[] = [];
  /** One entry a nesting level: the names of an object so far, `null` in an array. */
  const levels: (Set<string> | null)[] = [];
  let lastString: string | null = null;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs)) {
    if (token.startsWith('"')) lastString = token;
    else if (token === '{') levels.push(new Set());
    else if (token === '[') levels.push(null);
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ':' && lastString !== null) {
      const name = JSON.parse(lastString) as string;
      const names = levels.at(-1);
      if (names?.has(name)) duplicates.push(name);
      names?.add(name);
    }
  }
  return duplicates;
}
