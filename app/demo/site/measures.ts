/** The measures of the demo site, metres. The motorway's middle is y = 0; everything urban lies south of it. */
export const motorway = {
  fromXM: 0,
  toXM: 2000,
  laneWidthM: 3.5,
  /** Half of the median between the inner edge lines. */
  innerEdgeM: 3,
  shoulderM: 3,
  /** Centres from the right-hand lane to the left-hand one, distance from the middle. */
  laneCentresM: [11.75, 8.25, 4.75],
  outerEdgeM: 13.5,
  auxiliaryCentreM: 15.25,
  exitFromXM: 520,
  exitToXM: 720,
  entryFromXM: 1240,
  entryToXM: 1540,
} as const;

/** The street runs east and west on y = -170; its junction with the road from the ramps lies at x = 1000. */
export const street = {
  middleYM: -170,
  fromXM: 380,
  toXM: 1640,
  laneWidthM: 3.25,
  /** Half of the middle strip, which becomes the left-turn lane at the junction. */
  halfStripM: 1.625,
  /** Right-hand lane, left-hand lane: distance from the middle. */
  laneCentresM: [6.5, 3.25],
  cycleCentreM: 8.95,
  cycleWidthM: 1.6,
  kerbM: 9.75,
  pavementM: 3.5,
} as const;

export const southKerbYM = street.middleYM - street.kerbM;
export const northKerbYM = street.middleYM + street.kerbM;

export const crossRoad = {
  middleXM: 1000,
  laneCentreM: 3.25,
  kerbM: 4.9,
  southYM: -460,
  /** Where the ramps bend into the road. */
  rampCornerYM: -60,
} as const;

/** Distance of the stop lines from the junction's middle: on the street, on the cross road. */
export const stopLine = { streetM: 19, crossRoadM: 21 } as const;
/** Middle lines of the pedestrian crossings, the same way measured, and their width. */
export const crossingAt = { streetM: 15.5, crossRoadM: 17.5, widthM: 4 } as const;

export const sideRoad = { middleXM: 720, laneCentreM: 1.7, kerbM: 3.4, southYM: -360, stopLineM: 13.5 } as const;

/** Half the length of the street's piece that belongs to the side road's mouth. */
export const mouthM = 14;

export const busStop = { xM: 1240, lengthM: 22 } as const;
