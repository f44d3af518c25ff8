/** The scene without road users, as one camera sees it in one light; computed once. */
export interface StillPicture {
  /** Linear light, 3 numbers a pixel. */
  readonly colour: Float32Array;
  /** Colour of the bare ground, 3 numbers a pixel. */
  readonly groundColour: Float32Array;
  /** 1 / depth, four samples a pixel (two across, two down). */
  readonly nearness: Float32Array;
  /** Where the ground is that a pixel sees; NaN where it sees none. */
  readonly groundX: Float32Array;
  readonly groundY: Float32Array;
  /** 0 in the shadow of what stands .. 1. */
  readonly sunSeen: Float32Array;
  /** Light of street lamps at a place, as share of `Lighting.streetLamp`. */
  lampAt(xM: number, yM: number): number;
}
