import { useMemo } from 'react';
import { shallowEqual } from 'react-redux';
import type { Incident } from '../../../app/incident/incident.ts';
import { useConsole, useLive } from '../../state/context.tsx';
import { useAnswer } from '../../ui/useAnswer.ts';
import { type TrackTail, tailMs, tailsOf } from './trackTails.ts';

interface Tails {
  readonly tails: readonly TrackTail[];
  /** Of the source picture when the tracks were made; else of the camera as it is now. `null` where neither is known. */
  readonly pictureSize: { readonly width: number; readonly height: number } | null;
}

/**
 * The last way of an incident's road users, from the black box; asked again when the incident ends. Without an answer
 * the picture still says what matters, and its caption tells that paths are missing.
 */
export function useTails(incident: Incident): Tails {
  const { cameraId, detectedAtMs, endedAtMs, trackIds } = incident;
  const station = useConsole();
  const question = trackIds.length > 0 ? JSON.stringify([cameraId, detectedAtMs, endedAtMs]) : null;
  const { value } = useAnswer(question, () =>
    station.tracks({ cameraId, fromAtMs: detectedAtMs - tailMs, toAtMs: detectedAtMs + 1 }),
  );
  const live = useLive((snapshot) => sizeOf(snapshot.statusByCamera.get(cameraId)?.quality), shallowEqual);
  const tails = useMemo(() => tailsOf(incident, value?.tracks ?? []), [incident, value]);
  return { tails, pictureSize: sizeOf(value?.tracks[0]) ?? live };
}

function sizeOf(of: { width: number | null; height: number | null } | undefined): Tails['pictureSize'] {
  return of && of.width !== null && of.height !== null ? { width: of.width, height: of.height } : null;
}
