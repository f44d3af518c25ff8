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
