import type { SiteSettings } from '../camera/siteSettings.ts';
import type { Wall } from '../camera/wall.ts';
import type { Stores } from './ports.ts';

/** What a station knows before anybody told it anything. Scores are per class of the COCO list that road users are in. */
export const firstSettings: SiteSettings = {
  siteName: 'New site',
  addressRules: { allowLoopback: false, allowedCidrs: [] },
  scoreByClass: { person: 0.4, bicycle: 0.4, car: 0.4, motorcycle: 0.4, bus: 0.4, truck: 0.4 },
  nmsIou: 0.6,
  keepTracksDays: 30,
};

/** Whether nobody has told the station anything yet: no camera, no model, the name of a first start. */
export function isUntouched({ cameras, models, settings }: Stores): boolean {
  const known = cameras.list().length + models.list().length;
  return known === 0 && settings.read().siteName === firstSettings.siteName;
}

/** Four empty places. */
export const firstWall: Wall = {
  wallId: 'wall-1',
  name: 'Wall 1',
  gridColumns: 2,
  gridRows: 2,
  tiles: [0, 1, 2, 3].map((tile) => ({
    column: tile % 2,
    row: Math.floor(tile / 2),
    columns: 1,
    rows: 1,
    cameraId: null,
  })),
};
