import type { Point } from '../../space/box.ts';
import type { GroundPoint } from '../../space/ground.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { contains } from '../../traffic/scene/outline.ts';
import type { SceneZone, ZoneKind } from '../../traffic/scene/scene.ts';

/** Zones of some kinds on the ground: how deep within, or how far outside them a road user is. */
export class ZoneDepth {
  readonly #scene: CompiledScene;
  readonly #zones: readonly {
    readonly zone: SceneZone;
    readonly onGround: readonly GroundPoint[];
    /** The same for `contains`: x and y are metres. */
    readonly groundOutline: readonly Point[];
  }[];

  constructor(scene: CompiledScene, kinds: readonly ZoneKind[]) {
    this.#scene = scene;
    this.#zones = scene.scene.zones
      .filter(({ kind }) => kinds.includes(kind))
      .map((zone) => {
        const corners = onGround(scene, zone.outline);
        return { zone, onGround: corners, groundOutline: corners.map(({ xM, yM }) => ({ x: xM, y: yM })) };
      });
  }

  get isEmpty(): boolean {
    return this.#zones.length === 0;
  }

  /**
   * Metres from the edge of the zone it is deepest in, negative outside all of them; minus infinity without zones.
   * Without a calibration 1 inside and minus infinity outside.
   */
  of({ ground, footInImage }: Pick<RoadUser, 'ground' | 'footInImage'>): number {
    let deepest = Number.NEGATIVE_INFINITY;
    for (const { zone, onGround: outline } of this.#zones) {
      const inside = contains(zone.outline, footInImage);
      let depthM = inside ? 1 : Number.NEGATIVE_INFINITY;
      if (ground && this.#scene.plane) depthM = edgeDistanceM(outline, ground) * (inside ? 1 : -1);
      deepest = Math.max(deepest, depthM);
    }
    return deepest;
  }

  /**
   * Whether all that lies within so many metres around it is in one of the zones or the other: where two of them meet is
   * no edge. Without a calibration whether it is in one.
   */
  surround({ ground, footInImage }: Pick<RoadUser, 'ground' | 'footInImage'>, radiusM: number): boolean {
    if (!this.#zones.some(({ zone }) => contains(zone.outline, footInImage))) return false;
    if (!ground || !this.#scene.plane) return true;
    return ringAround(ground, radiusM).every(({ xM, yM }) =>
      this.#zones.some(({ groundOutline }) => contains(groundOutline, { x: xM, y: yM })),
    );
  }
}

/** Eight points around a place. */
export function ringAround({ xM, yM }: GroundPoint, radiusM: number): GroundPoint[] {
  return Array.from({ length: 8 }, (_, i) => ({
    xM: xM + radiusM * Math.cos((i * Math.PI) / 4),
    yM: yM + radiusM * Math.sin((i * Math.PI) / 4),
  }));
}

function onGround({ plane }: CompiledScene, outline: readonly Point[]): GroundPoint[] {
  return outline.map((point) => plane?.groundOf(point) ?? null).filter((point) => point !== null);
}

function edgeDistanceM(outline: readonly GroundPoint[], { xM, yM }: GroundPoint): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [a, b] = [outline[j]!, outline[i]!];
    const [dx, dy] = [b.xM - a.xM, b.yM - a.yM];
    const squared = dx * dx + dy * dy;
    const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((xM - a.xM) * dx + (yM - a.yM) * dy) / squared));
    nearest = Math.min(nearest, Math.hypot(xM - a.xM - share * dx, yM - a.yM - share * dy));
  }
  return nearest;
}
