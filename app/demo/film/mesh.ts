/** How a triangle answers light. */
export const surfaceKinds = [
  'matte',
  'paint',
  'glass',
  'metal',
  'headLamp',
  'tailLamp',
  'leftIndicator',
  'rightIndicator',
  'litWindow',
] as const;
export type SurfaceKind = (typeof surfaceKinds)[number];
/** Linear light, 0..1. */
export type Colour = readonly [number, number, number];
export type Vertex = readonly [number, number, number];

/** A body's triangles in its own frame: x ahead, y to the left, z up, metres, origin on the ground under its centre. */
export interface Mesh {
  readonly triangles: number;
  /** 9 numbers a triangle. */
  readonly corners: Float32Array;
  readonly normals: Float32Array;
  /** 3 numbers a triangle. */
  readonly colours: Float32Array;
  /** Index into `surfaceKinds`. */
  readonly surfaces: Uint8Array;
  /** Middles of its head and tail lamps. */
  readonly lamps: readonly { readonly at: Vertex; readonly tail: boolean }[];
}

export interface MeshBuilder {
  /** A flat or bent four-sided face; its outside is the side away from `inside`. */
  quad(a: Vertex, b: Vertex, c: Vertex, d: Vertex, inside: Vertex, colour: Colour, surface?: SurfaceKind): void;
  triangle(a: Vertex, b: Vertex, c: Vertex, inside: Vertex, colour: Colour, surface?: SurfaceKind): void;
  /** An upright box, tapered towards its top by `taper` (share of length and width left there). */
  box(centre: Vertex, size: Vertex, colour: Colour, surface?: SurfaceKind, taper?: readonly [number, number]): void;
  /** Rings of equally many corners, joined; both ends closed. */
  loft(rings: readonly (readonly Vertex[])[], colour: Colour, surface?: SurfaceKind): void;
  /** A round bar between two points. */
  limb(from: Vertex, to: Vertex, fromRadius: number, toRadius: number, colour: Colour, sides?: number): void;
  /** A wheel whose axle lies across. */
  wheel(x: number, y: number, radius: number, width: number, rim: Colour): void;
  ball(centre: Vertex, radii: Vertex, colour: Colour, surface?: SurfaceKind): void;
  done(): Mesh;
}

/** Faces that meet at less than this are one bent surface. */
const smoothBelowCos = Math.cos((42 * Math.PI) / 180);

export function buildMesh(): MeshBuilder {
  const corners: number[] = [];
  const colours: number[] = [];
  const surfaces: number[] = [];

  const triangle: MeshBuilder['triangle'] = (a, b, c, inside, colour, surface = 'matte') => {
    const n = cross(a, b, c);
    if (n[0] * n[0] + n[1] * n[1] + n[2] * n[2] < 1e-14) return;
    const outward = n[0] * (a[0] - inside[0]) + n[1] * (a[1] - inside[1]) + n[2] * (a[2] - inside[2]);
    if (outward >= 0) corners.push(...a, ...b, ...c);
    else corners.push(...a, ...c, ...b);
    colours.push(...colour);
    surfaces.push(surfaceKinds.indexOf(surface));
  };
  const quad: MeshBuilder['quad'] = (a, b, c, d, inside, colour, surface) => {
    triangle(a, b, c, inside, colour, surface);
    triangle(a, c, d, inside, colour, surface);
  };
  const loft: MeshBuilder['loft'] = (givenRings, colour, surface) => {
    const rings = inShortPieces(givenRings);
    for (let k = 0; k + 1 < rings.length; k++) {
      const from = rings[k]!;
      const to = rings[k + 1]!;
      const inside = middle([...from, ...to]);
      for (let i = 0; i < from.length; i++) {
        const j = (i + 1) % from.length;
        quad(from[i]!, from[j]!, to[j]!, to[i]!, inside, colour, surface);
      }
    }
    const body = middle(rings.flat());
    for (const ring of [rings[0]!, rings[rings.length - 1]!])
      for (let i = 1; i + 1 < ring.length; i++) triangle(ring[0]!, ring[i]!, ring[i + 1]!, body, colour, surface);
  };
  const box: MeshBuilder['box'] = ([x, y, z], [l, w, h], colour, surface, [endL, endW] = [1, 1]) => {
    if (l > longestPieceM && endL === 1 && endW === 1) {
      const slice = (at: number): Vertex[] => [
        [at, y - w / 2, z - h / 2],
        [at, y + w / 2, z - h / 2],
        [at, y + w / 2, z + h / 2],
        [at, y - w / 2, z + h / 2],
      ];
      loft([slice(x - l / 2), slice(x + l / 2)], colour, surface);
      return;
    }
    const ring = (level: number, sl: number, sw: number): Vertex[] => [
      [x - (l / 2) * sl, y - (w / 2) * sw, level],
      [x + (l / 2) * sl, y - (w / 2) * sw, level],
      [x + (l / 2) * sl, y + (w / 2) * sw, level],
      [x - (l / 2) * sl, y + (w / 2) * sw, level],
    ];
    loft([ring(z - h / 2, 1, 1), ring(z + h / 2, endL, endW)], colour, surface);
  };
  const limb: MeshBuilder['limb'] = (from, to, fromRadius, toRadius, colour, sides = 6) => {
    const [along, side, up] = frameAlong(from, to);
    if (along === 0) return;
    const ring = (at: Vertex, r: number): Vertex[] =>
      Array.from({ length: sides }, (_, i) => {
        const c = Math.cos((2 * Math.PI * i) / sides) * r;
        const s = Math.sin((2 * Math.PI * i) / sides) * r;
        return [at[0] + c * side[0] + s * up[0], at[1] + c * side[1] + s * up[1], at[2] + c * side[2] + s * up[2]];
      });
    loft([ring(from, fromRadius), ring(to, toRadius)], colour);
  };
  const wheel: MeshBuilder['wheel'] = (x, y, radius, width, rim) => {
    const ring = (at: number, r: number): Vertex[] =>
      Array.from({ length: 12 }, (_, i) => [
        x + r * Math.cos((Math.PI * i) / 6),
        at,
        radius + r * Math.sin((Math.PI * i) / 6),
      ]);
    loft([ring(y - width / 2, radius), ring(y + width / 2, radius)], [0.012, 0.012, 0.013]);
    for (const out of [-1, 1]) {
      const face = ring(y + out * (width / 2 + 0.01), radius * 0.62);
      for (let i = 1; i + 1 < face.length; i++)
        triangle(face[0]!, face[i]!, face[i + 1]!, [x, y, radius], rim, 'metal');
    }
  };
  const ball: MeshBuilder['ball'] = ([x, y, z], [rx, ry, rz], colour, surface) => {
    const levels = [-0.95, -0.6, 0, 0.6, 0.95];
    loft(
      levels.map((level) => {
        const r = Math.sqrt(1 - level * level);
        return Array.from({ length: 8 }, (_, i): Vertex => {
          const turn = (Math.PI * i) / 4;
          return [x + rx * r * Math.cos(turn), y + ry * r * Math.sin(turn), z + rz * level];
        });
      }),
      colour,
      surface,
    );
  };
  const done = (): Mesh => {
    const finished = new Float32Array(corners);
    return {
      triangles: surfaces.length,
      corners: finished,
      normals: smoothNormals(finished, surfaces),
      colours: new Float32Array(colours),
      surfaces: new Uint8Array(surfaces),
      lamps: lampsOf(finished, surfaces),
    };
  };
  return { quad, triangle, box, loft, limb, wheel, ball, done };
}

/** A lens bends long edges; in pieces they follow it closely enough for what is fixed on them. */
const longestPieceM = 2.5;

function inShortPieces(rings: readonly (readonly Vertex[])[]): (readonly Vertex[])[] {
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

function cross(a: Vertex, b: Vertex, c: Vertex): [number, number, number] {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

function middle(points: readonly Vertex[]): Vertex {
  const sum: [number, number, number] = [0, 0, 0];
  for (const p of points) {
    sum[0] += p[0] / points.length;
    sum[1] += p[1] / points.length;
    sum[2] += p[2] / points.length;
  }
  return sum;
}

function frameAlong(from: Vertex, to: Vertex): [number, Vertex, Vertex] {
  const d: Vertex = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = Math.hypot(...d);
  if (length < 1e-9) return [0, [1, 0, 0], [0, 1, 0]];
  const [x, y, z]: Vertex = [d[0] / length, d[1] / length, d[2] / length];
  const flat = Math.hypot(x, y);
  const side: Vertex = flat > 0.01 ? [-y / flat, x / flat, 0] : [1, 0, 0];
  return [length, side, [y * side[2] - z * side[1], z * side[0] - x * side[2], x * side[1] - y * side[0]]];
}

function lampsOf(corners: Float32Array, surfaces: readonly number[]): Mesh['lamps'] {
  const lamps: { at: Vertex; tail: boolean }[] = [];
  for (const kind of ['headLamp', 'tailLamp'] as const)
    for (const side of [-1, 0, 1]) {
      const points: Vertex[] = [];
      surfaces.forEach((surface, t) => {
        if (surface !== surfaceKinds.indexOf(kind)) return;
        const three = [0, 3, 6].map(
          (k): Vertex => [corners[9 * t + k]!, corners[9 * t + k + 1]!, corners[9 * t + k + 2]!],
        );
        const [, y] = middle(three);
        if ((Math.abs(y) < 0.12 ? 0 : Math.sign(y)) === side) points.push(...three);
      });
      if (points.length > 0) lamps.push({ at: middle(points), tail: kind === 'tailLamp' });
    }
  return lamps;
}

/** Normals at corners: those of the faces of the same surface that meet there nearly flat, averaged by area. */
function smoothNormals(corners: Float32Array, surfaces: readonly number[]): Float32Array {
  const at = (k: number): Vertex => [corners[3 * k]!, corners[3 * k + 1]!, corners[3 * k + 2]!];
  const faces = surfaces.map((_, t) => cross(at(3 * t), at(3 * t + 1), at(3 * t + 2)));
  const lengths = faces.map((n) => Math.hypot(...n));
  // Places to 5 mm, 16 bits each, and the surface: one number a place, far quicker than a text.
  const step = (value: number): number => Math.round(value * 200) + 32768;
  const keys = Float64Array.from({ length: 3 * surfaces.length }, (_, k) => {
    const place = (step(corners[3 * k]!) * 65536 + step(corners[3 * k + 1]!)) * 65536 + step(corners[3 * k + 2]!);
    return place * 16 + surfaces[Math.floor(k / 3)]!;
  });
  const meeting = new Map<number, number[]>();
  keys.forEach((key, k) => {
    const list = meeting.get(key);
    if (list) list.push(Math.floor(k / 3));
    else meeting.set(key, [Math.floor(k / 3)]);
  });
  const normals = new Float32Array(corners.length);
  keys.forEach((key, k) => {
    const own = faces[Math.floor(k / 3)]!;
    const ownLength = lengths[Math.floor(k / 3)]!;
    const sum: [number, number, number] = [0, 0, 0];
    for (const t of meeting.get(key)!) {
      const n = faces[t]!;
      const along = (own[0] * n[0] + own[1] * n[1] + own[2] * n[2]) / (ownLength * lengths[t]!);
      if (along < smoothBelowCos) continue;
      sum[0] += n[0];
      sum[1] += n[1];
      sum[2] += n[2];
    }
    const length = Math.hypot(...sum);
    for (let i = 0; i < 3; i++) normals[3 * k + i] = sum[i]! / length;
  });
  return normals;
}
