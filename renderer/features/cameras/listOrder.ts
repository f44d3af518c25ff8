/** The list with the item at `from` standing at `to`; places outside of the list are taken as its ends. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, ...items.slice(from, from + 1));
}
