import type { CountingLine, CrossingDirection } from './countingLine.ts';
import type { Passage } from './passage.ts';

type DirectionCounts = Record<CrossingDirection, number>;

export interface LineCounts extends DirectionCounts {
  byClass: Record<string, DirectionCounts>;
}

/** Passages added up by line, direction and class name; lines without any are there with zeros. */
export function countsOf(
  lines: readonly CountingLine[],
  passages: readonly Passage[],
  nameOfClass: (classId: number) => string,
): Record<string, LineCounts> {
  const counts: Record<string, LineCounts> = Object.fromEntries(
    lines.map(({ name }) => [name, { forward: 0, backward: 0, byClass: {} }]),
  );
  for (const { line, direction, classId } of passages) {
    const ofLine = counts[line];
    if (!ofLine) continue;
    const ofClass = (ofLine.byClass[nameOfClass(classId)] ??= { forward: 0, backward: 0 });
    ofLine[direction]++;
    ofClass[direction]++;
  }
  return counts;
}
