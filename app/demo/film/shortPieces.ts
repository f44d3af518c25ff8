import type { Vertex } from './mesh.ts';

/** A lens bends long edges; in pieces they follow it closely enough for what is fixed on them. */
export const longestPieceM = 2.5;

/** Rings of a loft with more rings between those that are far apart. */
export function inShortPieces(rings: readonly (readonly Vertex[])[]): (readonly Vertex[])[] {
  const pieces: (readonly Vertex[])[] = [rings[0]!];
  for (let k = 0; k + 1 < rings.length; k++) {
    const from = rings[k]!;
    const to = rings[k + 1]!;
    const lengthM = Math.max(...from.map((p, i) => Math.hypot(p[0] - to[i]![0], p[1] - to[i]![1], p[2] - to[i]![2])));
    const count = Math.min(8, Math.ceil(lengthM / longestPieceM));
    for (let piece = 1; piece <= count; piece++)
      pieces.push(
        from.map((p, i): Vertex => {
          const q = to[i]!;
          const s = piece / count;
          return [p[0] + (q[0] - p[0]) * s, p[1] + (q[1] - p[1]) * s, p[2] + (q[2] - p[2]) * s];
        }),
      );
  }
  return pieces;
}
