import { station0001 } from './migrations/station0001.ts';
import { station0002 } from './migrations/station0002.ts';
import { station0003 } from './migrations/station0003.ts';
import { station0004 } from './migrations/station0004.ts';
import { station0005 } from './migrations/station0005.ts';
import { station0006 } from './migrations/station0006.ts';
import { station0007 } from './migrations/station0007.ts';
import { tracks0001 } from './migrations/tracks0001.ts';
import { tracks0002 } from './migrations/tracks0002.ts';
import { tracks0003 } from './migrations/tracks0003.ts';
import { tracks0004 } from './migrations/tracks0004.ts';
import type { Schema } from './migrate.ts';

/** `station.db`: what people decided and incidents. Small, checked whole at start, backed up every 15 minutes. Mark `ITSC`. */
export const stationSchema: Schema = {
  applicationId: 0x49_54_53_43,
  steps: [station0001, station0002, station0003, station0004, station0005, station0006, station0007],
};

/** `tracks.db`: what cameras saw. Large, checked at start while it is small enough, not backed up. Mark `ITST`. */
export const tracksSchema: Schema = {
  applicationId: 0x49_54_53_54,
  steps: [tracks0001, tracks0002, tracks0003, tracks0004],
};
