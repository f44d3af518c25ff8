/**
 * The class list as Ultralytics writes it into an export's metadata: a Python dict (`{0: 'person', 1: "o'brien"}`) or
 * list (`['car', 'bus']`) literal. Read by hand, because it comes from outside and must not be evaluated.
 * @returns the names by index, or `null` when the text is anything else, has gaps or more than `maxClasses` names
 */
export function pythonNames(text: string): string[] | null {
  const reader = new Reader(text);
  const names = reader.names();
  return names && names.length > 0 && reader.atEnd() ? names : null;
}

/** Numbers of a Python list literal such as `[640, 384]`, `null` for anything else. */
export function pythonIntegers(text: string): number[] | null {
  const list = /^\s*[[(]\s*(\d{1,6}(?:\s*,\s*\d{1,6}){0,7})\s*,?\s*[\])]\s*$/.exec(text);
  return list ? (list[1] as string).split(',').map(Number) : null;
}

const maxClasses = 10_000;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  names(): string[] | null {
    const isDict = this.#take('{');
    if (!isDict && !this.#take('[')) return null;
    const close = isDict ? '}' : ']';
    const names: string[] = [];
    while (!this.#take(close)) {
      if (names.length === maxClasses) return null;
      if (isDict && !(this.#integer() === names.length && this.#take(':'))) return null;
      const name = this.#string();
      if (name === null) return null;
      names.push(name);
      if (!this.#take(',') && !this.#peek(close)) return null;
    }
    return names;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#at === this.#text.length;
  }

  #integer(): number {
    this.#skipSpace();
    const from = this.#at;
    while (/\d/.test(this.#text[this.#at] ?? '')) this.#at++;
    return from === this.#at ? -1 : Number(this.#text.slice(from, this.#at));
  }

  #string(): string | null {
    this.#skipSpace();
    const quote = this.#text[this.#at];
    if (quote !== "'" && quote !== '"') return null;
    this.#at++;
    let value = '';
    for (;;) {
      const letter = this.#text[this.#at++];
      if (letter === undefined) return null;
      if (letter === quote) return value;
      if (letter !== '\\') value += letter;
      else {
        const escaped = this.#escape();
        if (escaped === null) return null;
        value += escaped;
      }
    }
  }

  #escape(): string | null {
    const letter = this.#text[this.#at++] ?? '';
    const plain: Record<string, string> = { '\\': '\\', "'": "'", '"': '"', n: '\n', t: '\t', r: '\r' };
    if (Object.hasOwn(plain, letter)) return plain[letter] as string;
    const digits = { x: 2, u: 4, U: 8 }[letter];
    if (digits === undefined) return null;
    const hex = this.#text.slice(this.#at, this.#at + digits);
    this.#at += digits;
    const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1;
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
  }

  #take(letter: string): boolean {
    if (!this.#peek(letter)) return false;
    this.#at++;
    return true;
  }

  #peek(letter: string): boolean {
    this.#skipSpace();
    return this.#text[this.#at] === letter;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }
}
