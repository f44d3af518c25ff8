import type { Camera } from '../../app/camera/camera.ts';
import type { CameraStatus } from '../../app/camera/cameraState.ts';
import { ageText } from './pictureAge.ts';
import type { TileView } from './liveTile.ts';

/** What a tile says of itself. Only `live` looks live; `late` greys the picture that is still there. */
export interface TileCondition {
  readonly tone: 'live' | 'late' | 'down' | 'opening' | 'off';
  /** One or two words for the tile's line. */
  readonly word: string;
  /** In the middle of the tile; `null` while the picture speaks for itself. */
  readonly headline: string | null;
  readonly reason: string | null;
  readonly tip: string | null;
}

export interface TileFacts {
  /** `undefined`: the camera is on the wall and no longer in the station. */
  readonly camera: Camera | undefined;
  /** The station's word, `undefined` before it first came. */
  readonly status: CameraStatus | undefined;
  /** False when that word is old: the link is down or the station is silent. */
  readonly statusIsFresh: boolean;
  readonly view: Pick<TileView, 'ageMs' | 'look' | 'problem'>;
}

/**
 * The condition of a tile from three witnesses that may fail one by one: the picture on the screen, the page's own
 * stream, and the station. The picture's age by the page's clock always has the last word.
 */
export function tileCondition({ camera, status, statusIsFresh, view }: TileFacts): TileCondition {
  if (!camera) {
    return without('down', 'Deleted', 'This camera was deleted', 'Put another camera into this tile.');
  }
  if (!camera.enabled) return without('off', 'Off', 'Switched off', 'Switch it on, on the Cameras page.');
  const known = statusIsFresh ? status : undefined;
  const why = reasonOf(known, statusIsFresh, view.problem);
  if (view.look === 'live') {
    if (known && (known.state === 'stalled' || known.state === 'failed')) {
      return { tone: 'late', word: 'Stalled', headline: null, ...why };
    }
    return { tone: 'live', word: 'Live', headline: null, reason: null, tip: null };
  }
  if (view.look === 'stale' && view.ageMs !== null) {
    const fallback = { reason: why.reason ?? 'No new picture is coming.', tip: why.tip };
    return { tone: 'late', word: 'Old picture', headline: `${ageText(view.ageMs)} old`, ...fallback };
  }
  if (known?.state === 'failed') return { tone: 'down', word: 'Failed', headline: 'No picture', ...why };
  if (known?.state === 'stalled') return { tone: 'down', word: 'Stalled', headline: 'No picture', ...why };
  if (known?.state === 'off') return without('off', 'Off', 'Switched off', 'Switch it on, on the Cameras page.');
  if (known?.state === 'opening') return opening('Opening');
  if (!statusIsFresh || view.problem) return { tone: 'down', word: 'No picture', headline: 'No picture', ...why };
  return opening(known ? 'Waiting for the picture' : 'Opening');
}

function opening(headline: string): TileCondition {
  return { tone: 'opening', word: 'Opening', headline, reason: null, tip: null };
}

function reasonOf(
  status: CameraStatus | undefined,
  statusIsFresh: boolean,
  problem: string | null,
): { reason: string | null; tip: string | null } {
  if (status?.reason) {
    const retry = status.retryInMs === null ? '' : ` Next try in ${Math.ceil(status.retryInMs / 1000)} s.`;
    return { reason: status.reason.text, tip: `${status.reason.tip}${retry}` };
  }
  if (!statusIsFresh) {
    return {
      reason: 'The station does not answer.',
      tip: 'The page connects again by itself; if it stays so, look at the station computer.',
    };
  }
  return { reason: problem, tip: null };
}

function without(tone: 'down' | 'off', word: string, headline: string, tip: string): TileCondition {
  return { tone, word, headline, reason: null, tip };
}
