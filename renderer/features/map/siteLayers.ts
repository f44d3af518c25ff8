import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import type { LevelOfService } from './siteFeatures.ts';

const noFeatures: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** From free flow to standstill, and what nothing can be said of. */
export const levelColours: Readonly<Record<LevelOfService, string>> = {
  A: '#3f9e6b',
  B: '#6cb36a',
  C: '#b5b55a',
  D: '#e0a54a',
  E: '#e2754a',
  F: '#d9483f',
};
export const unknownLevelColour = '#56616d';

const source = (extra: object = {}): SourceSpecification => ({ type: 'geojson', data: noFeatures, ...extra });

/** Sources of what the site itself knows, above any base map. */
export const siteSources: Readonly<Record<string, SourceSpecification>> = {
  graticule: source(),
  density: source(),
  fields: source(),
  lanes: source({ promoteId: 'key' }),
  incidents: source(),
  cameras: source(),
};

const selected: ExpressionSpecification = ['boolean', ['get', 'selected'], false];
/** Pixels a metre covers at zoom 22 on the equator, where tiles of 512 px are 9.55 m wide. */
const pxPerMAt22 = (2 ** 22 * 512) / 40_075_017;

export const siteLayers: readonly LayerSpecification[] = [
  { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': '#232a31', 'line-width': 1 } },
  {
    id: 'fields',
    type: 'fill',
    source: 'fields',
    paint: {
      'fill-color': ['case', ['get', 'live'], '#7fb2e5', '#9ea9b5'],
      'fill-opacity': ['case', selected, 0.2, 0.08],
    },
  },
  {
    id: 'field-edges',
    type: 'line',
    source: 'fields',
    paint: {
      'line-color': ['case', ['get', 'live'], '#7fb2e5', '#9ea9b5'],
      'line-opacity': ['case', selected, 0.9, 0.35],
      'line-width': ['case', selected, 1.5, 1],
    },
  },
  {
    id: 'lanes',
    type: 'line',
    source: 'lanes',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': [
        'match',
        ['coalesce', ['feature-state', 'level'], ''],
        ...Object.entries(levelColours).flat(),
        unknownLevelColour,
      ] as never,
      'line-opacity': 0.8,
      // The lane's own width where it can be seen, and never a hair.
      'line-width': [
        'interpolate',
        ['exponential', 2],
        ['zoom'],
        14,
        2,
        22,
        ['*', ['get', 'metresWide'], 0.8 * pxPerMAt22],
      ],
    },
  },
  {
    id: 'density',
    type: 'heatmap',
    source: 'density',
    paint: {
      'heatmap-weight': ['min', 1, ['/', ['get', 'spentS'], 20]],
      'heatmap-radius': ['interpolate', ['exponential', 2], ['zoom'], 14, 4, 20, 80],
      'heatmap-opacity': 0.75,
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        ...[0, 'rgba(64,40,110,0)', 0.15, 'rgba(84,54,150,0.5)', 0.4, '#a63f8e', 0.7, '#ec7a55', 1, '#fde08a'],
      ] as never,
    },
  },
  {
    id: 'incidents',
    type: 'symbol',
    source: 'incidents',
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['get', 'order'],
    },
  },
  {
    id: 'cameras',
    type: 'symbol',
    source: 'cameras',
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-allow-overlap': true,
      'icon-anchor': 'bottom',
      'symbol-sort-key': ['get', 'order'],
    },
  },
];

/** What can be switched on the map, and the layers behind it. Road users have a layer of their own. */
export const switchableLayers = {
  fields: ['fields', 'field-edges'],
  lanes: ['lanes'],
  users: [],
  incidents: ['incidents'],
  density: ['density'],
} as const;
export type MapLayerName = keyof typeof switchableLayers;
