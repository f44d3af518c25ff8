import { Map as LibreMap, ScaleControl, type SourceSpecification } from 'maplibre-gl';
import { mapText } from '../../text/map.ts';
import { rasterBase, vectorBase, vectorLabels } from './baseStyle.ts';
import { drawIcon, iconPixelRatio } from './mapIcons.ts';
import { glyphsUrl, type SiteMap, tilesUrl } from './openBase.ts';
import { siteLayers, siteSources } from './siteLayers.ts';

type Bounds = [number, number, number, number];

/**
 * The library's map over a base, with the layers of the site still empty.
 * @throws Error with one sentence where WebGL is missing
 */
export function drawnMap(container: HTMLElement, base: SiteMap): LibreMap {
  const [layers, bounds] =
    base.kind === 'none'
      ? [[], [-20, -20, 20, 20] as Bounds]
      : [
          base.kind === 'raster' ? rasterBase : [...vectorBase, ...(base.font === null ? [] : vectorLabels(base.font))],
          [...base.file.bounds] as Bounds,
        ];
  try {
    const map = new LibreMap({
      container,
      bounds,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 21,
      fadeDuration: 0,
      locale: { 'Map.Title': mapText.canvas },
      style: {
        version: 8,
        ...(base.kind !== 'none' && base.font !== null ? { glyphs: glyphsUrl() } : {}),
        sources: {
          ...(base.kind === 'none' ? {} : { base: baseSource(base) }),
          ...siteSources,
        },
        layers: [
          { id: 'ground', type: 'background', paint: { 'background-color': '#12161a' } },
          ...layers,
          ...siteLayers,
        ],
      },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 120 }), 'bottom-left');
    map.setMissingStyleImageResolver((id) => {
      const icon = drawIcon(id);
      if (icon && !map.hasImage(id)) map.addImage(id, icon, { pixelRatio: iconPixelRatio });
    });
    return map;
  } catch (cause) {
    throw new Error(mapText.noWebGl, { cause });
  }
}

function baseSource({ kind, file }: Exclude<SiteMap, { kind: 'none' }>): SourceSpecification {
  const { minZoom, maxZoom, bounds } = file;
  const tiles = { tiles: [tilesUrl], minzoom: minZoom, maxzoom: maxZoom, bounds: [...bounds] as Bounds };
  return kind === 'vector' ? { type: 'vector', ...tiles } : { type: 'raster', ...tiles, tileSize: 256 };
}
