/** Headings on the site, radians. */
export const [east, north, west, south] = [0, Math.PI / 2, Math.PI, -Math.PI / 2] as const;
