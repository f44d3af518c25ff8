import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';

/** Layers that a map of the Protomaps scheme has; one without any of them is of another scheme. */
export const protomapsLayers: readonly string[] = ['earth', 'water', 'roads', 'landuse', 'buildings'];

/** The third version of the scheme has its kinds under another name than the fourth. */
const kind: ExpressionSpecification = ['coalesce', ['get', 'kind'], ['get', 'pmap:kind'], ''];
const isOneOf = (...kinds: string[]): FilterSpecification => ['in', kind, ['literal', kinds]];

const fill = (id: string, sourceLayer: string, color: string, filter?: FilterSpecification): LayerSpecification => ({
  id: `base-${id}`,
  type: 'fill',
  source: 'base',
  'source-layer': sourceLayer,
  paint: { 'fill-color': color },
  ...(filter ? { filter } : {}),
});

const road = (
  id: string,
  color: string,
  widthAt12: number,
  widthAt18: number,
  ...kinds: string[]
): LayerSpecification => ({
  id: `base-${id}`,
  type: 'line',
  source: 'base',
  'source-layer': 'roads',
  filter: isOneOf(...kinds),
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: {
    'line-color': color,
    'line-width': ['interpolate', ['exponential', 1.7], ['zoom'], 6, 0.3, 12, widthAt12, 18, widthAt18],
  },
});

/** A dark, quiet base from vector tiles of the Protomaps scheme, version 3 or 4: what the site shows lies above it. */
export const vectorBase: readonly LayerSpecification[] = [
  fill('earth', 'earth', '#161a1f'),
  fill('landcover', 'landcover', '#171c20'),
  fill(
    'green',
    'landuse',
    '#18211d',
    isOneOf('park', 'forest', 'wood', 'grass', 'meadow', 'garden', 'cemetery', 'nature_reserve'),
  ),
  fill('green-v3', 'natural', '#18211d', isOneOf('wood', 'forest', 'park', 'grassland', 'scrub')),
  fill(
    'hard',
    'landuse',
    '#1a1f25',
    isOneOf('industrial', 'commercial', 'railway', 'aerodrome', 'pedestrian', 'parking'),
  ),
  { ...fill('water', 'water', '#14252f'), filter: ['==', ['geometry-type'], 'Polygon'] } as LayerSpecification,
  {
    id: 'base-rivers',
    type: 'line',
    source: 'base',
    'source-layer': 'water',
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': '#1b3442', 'line-width': 1 },
  },
  { ...fill('buildings', 'buildings', '#1e242a'), minzoom: 13 } as LayerSpecification,
  { ...road('rail', '#2b3138', 0.5, 2, 'rail'), minzoom: 11 } as LayerSpecification,
  { ...road('rail-v3', '#2b3138', 0.5, 2, 'railway'), minzoom: 11, 'source-layer': 'transit' } as LayerSpecification,
  { ...road('paths', '#242b32', 0.3, 3, 'path', 'other'), minzoom: 14 } as LayerSpecification,
  { ...road('minor', '#2a323a', 0.5, 12, 'minor_road'), minzoom: 11 } as LayerSpecification,
  road('medium', '#303942', 1, 15, 'medium_road'),
  road('major', '#39434d', 1.6, 19, 'major_road'),
  road('motorway', '#46525e', 2.2, 22, 'highway'),
  {
    id: 'base-boundaries',
    type: 'line',
    source: 'base',
    'source-layer': 'boundaries',
    paint: { 'line-color': '#3a434d', 'line-dasharray': [4, 3], 'line-width': 0.8 },
  },
];

/** Names, in a font that the site brought. */
export function vectorLabels(font: string): readonly LayerSpecification[] {
  const paint = { 'text-color': '#8f9aa6', 'text-halo-color': '#101316', 'text-halo-width': 1.2 };
  const name: ExpressionSpecification = ['coalesce', ['get', 'name'], ''];
  return [
    {
      id: 'base-road-names',
      type: 'symbol',
      source: 'base',
      'source-layer': 'roads',
      minzoom: 14,
      filter: isOneOf('highway', 'major_road', 'medium_road', 'minor_road'),
      layout: { 'text-field': name, 'text-font': [font], 'text-size': 11, 'symbol-placement': 'line' },
      paint,
    },
    {
      id: 'base-places',
      type: 'symbol',
      source: 'base',
      'source-layer': 'places',
      layout: {
        'text-field': name,
        'text-font': [font],
        'text-size': ['interpolate', ['linear'], ['zoom'], 4, 11, 14, 14],
      },
      paint: { ...paint, 'text-color': '#aab4be' },
    },
  ];
}

/** Pictures are made as quiet as the rest. */
export const rasterBase: readonly LayerSpecification[] = [
  {
    id: 'base-pictures',
    type: 'raster',
    source: 'base',
    paint: { 'raster-saturation': -0.6, 'raster-brightness-max': 0.55, 'raster-fade-duration': 0 },
  },
];
