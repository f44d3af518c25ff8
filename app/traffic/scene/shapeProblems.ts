import type { Point } from '../../space/box.ts';
import { areaOf, crossesItself } from './outline.ts';
import type { Scene } from './scene.ts';
import type { SceneProblem } from './sceneProblem.ts';
import { calledAs } from './calledAs.ts';

const [leastLengthPx, leastAreaPx] = [1, 4];

/** Outlines that cross themselves or hold nothing, lanes and lines without length. */
export function shapeProblems(scene: Scene): SceneProblem[] {
  return [
    ...scene.lanes.flatMap(({ name, course }, i) =>
      lengthOf(course) < leastLengthPx
        ? [
            {
              path: `lanes.${i}.course`,
              text: `${calledAs('Lane', name)} has no length and so no direction; draw it from where traffic comes to where it goes.`,
            },
          ]
        : [],
    ),
    ...scene.zones.flatMap(({ name, outline }, i) =>
      outlineProblem(`zones.${i}.outline`, calledAs('Zone', name), outline),
    ),
    ...scene.masks.flatMap(({ id, outline }, i) => outlineProblem(`masks.${i}.outline`, `Privacy mask ${id}`, outline)),
    ...scene.signalHeads.flatMap(({ name, outline, source }, i) => {
      const path = `signalHeads.${i}.outline`;
      if (outline) return outlineProblem(path, calledAs('Signal head', name), outline);
      if (source === 'external') return [];
      return [{ path, text: `${calledAs('Signal head', name)} is read from the picture; draw its housing.` }];
    }),
    ...(['lines', 'stopLines'] as const).flatMap((list) =>
      scene[list].flatMap(({ name, from, to }, i) =>
        lengthOf([from, to]) < leastLengthPx
          ? [
              {
                path: `${list}.${i}`,
                text: `${calledAs(list === 'lines' ? 'Line' : 'Stop line', name)} has no length; draw it across the lane.`,
              },
            ]
          : [],
      ),
    ),
  ];
}

function outlineProblem(path: string, what: string, outline: readonly Point[]): SceneProblem[] {
  if (crossesItself(outline)) return [{ path, text: `${what} crosses itself; move its corners apart.` }];
  if (areaOf(outline) < leastAreaPx) return [{ path, text: `${what} has no area; move its corners apart.` }];
  return [];
}

function lengthOf(course: readonly Point[]): number {
  return course.slice(1).reduce((sum, { x, y }, i) => sum + Math.hypot(x - course[i]!.x, y - course[i]!.y), 0);
}
