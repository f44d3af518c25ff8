import type { Point } from '../../space/box.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import type { CompiledLane, CompiledScene } from '../scene/compiledScene.ts';
import type { ZoneKind } from '../scene/scene.ts';

const roadKinds: readonly ZoneKind[] = ['carriageway', 'hard-shoulder', 'junction-box'];

/** Polygons around all road of a scene, pixels of its picture: its zones, and its lanes where it is calibrated. */
export function roadOutlinesOf({ scene, plane, lanes }: CompiledScene): Point[][] {
  const zones = scene.zones.filter(({ kind }) => roadKinds.includes(kind)).map(({ outline }) => [...outline]);
  return plane ? [...zones, ...lanes.flatMap((lane) => laneOutline(lane, plane) ?? [])] : zones;
}

function laneOutline({ courseOnGround: { points }, widthM }: CompiledLane, plane: RoadPlane): Point[][] | null {
  const side = (leftM: number) =>
    points.map(({ xM, yM }, i) => {
      const [a, b] = [points[Math.max(0, i - 1)]!, points[Math.min(points.length - 1, i + 1)]!];
      const length = Math.hypot(b.xM - a.xM, b.yM - a.yM);
      if (length === 0) return null;
      return plane.imageOf({
        xM: xM - ((b.yM - a.yM) / length) * leftM,
        yM: yM + ((b.xM - a.xM) / length) * leftM,
      });
    });
  const outline = [...side(widthM / 2), ...side(-widthM / 2).toReversed()].filter((point) => point !== null);
  return outline.length >= 3 ? [outline] : null;
}
