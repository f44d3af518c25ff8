const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const deepest = 64;
const mostValues = 200_000;

/**
 * Why a value from outside may not even reach its schema: keys that name the prototype chain, nesting or size beyond
 * every honest message (a cycle is endless nesting). `null` when there is nothing against it. Typed arrays count as one.
 */
export function objectionTo(value: unknown): string | null {
  let left = mostValues;
  function look(at: unknown, depth: number): string | null {
    if (typeof at !== 'object' || at === null || ArrayBuffer.isView(at)) return null;
    if (depth > deepest) return 'it is nested too deeply';
    for (const key of Object.keys(at)) {
      if (--left < 0) return 'it holds too many values';
      if (forbidden.has(key)) return `the key "${key}" is not allowed`;
      const found = look((at as Record<string, unknown>)[key], depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
  return look(value, 0);
}
