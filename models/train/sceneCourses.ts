import type { GroundPoint } from '../../app/demo/scene.ts';

/** The course `aside` metres to the left of another. */
export function beside(course: readonly GroundPoint[], aside: number): GroundPoint[] {
  return course.map((point, k) => {
    const a = course[Math.max(0, k - 1)]!;
    const b = course[Math.min(course.length - 1, k + 1)]!;
    const length = Math.hypot(b.xM - a.xM, b.yM - a.yM);
    return { xM: point.xM - ((b.yM - a.yM) / length) * aside, yM: point.yM + ((b.xM - a.xM) / length) * aside };
  });
}

export function stripOf(course: readonly GroundPoint[], from: number, to: number): GroundPoint[] {
  return [...beside(course, from), ...beside(course, to).toReversed()];
}

export function turned(point: GroundPoint, angle: number): GroundPoint {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { xM: point.xM * cos - point.yM * sin, yM: point.xM * sin + point.yM * cos };
}
