import type { FeatureCollection, LineString } from 'geojson';

/** Lines of latitude and longitude at a round step, about `wanted` across the view. */
export function graticule(
  [west, south, east, north]: readonly [number, number, number, number],
  wanted = 8,
): FeatureCollection<LineString> {
  const step = roundStep((east - west) / wanted);
  const lines = [
    ...multiples(west, east, step).map((lon) => [
      [lon, south],
      [lon, north],
    ]),
    ...multiples(south, north, step).map((lat) => [
      [west, lat],
      [east, lat],
    ]),
  ];
  return {
    type: 'FeatureCollection',
    features: lines.map((coordinates) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates },
    })),
  };
}

/** 1, 2 or 5 times a power of ten, the nearest one above. */
export function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((times) => times * power >= value * (1 - 1e-9)) ?? 10);
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: Math.min(count, 100) }, (_, at) => (first + at) * step);
}
