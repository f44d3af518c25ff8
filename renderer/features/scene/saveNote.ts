/** The note of a version whose author wrote none: what was changed, as much of it as has room. */
export const noteOf = (changes: readonly string[]): string => changes.join(' ').slice(0, 200).trim();
