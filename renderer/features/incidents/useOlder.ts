import { useMemo, useState } from 'react';
import type { Incident } from '../../../app/incident/incident.ts';
import { useConsole } from '../../state/context.tsx';
import { useAnswer } from '../../ui/useAnswer.ts';
import { useCall } from '../../ui/useCall.ts';
import { type IncidentFilter, daySpan } from './incidentFilter.ts';

export interface OlderIncidents {
  readonly incidents: readonly Incident[];
  /** More than could be sent fit the chosen day. */
  readonly cut: boolean;
  /** How far back was looked, wall time; `null` before the operator asked. */
  readonly lookedBackTo: number | null;
  readonly pending: boolean;
  readonly problem: string | null;
  /** Looks through the 30 days before `atMs`. */
  lookBack(atMs: number): void;
}

const lookBackMs = 30 * 86_400_000;

/** Incidents that the feed no longer brings: those of a chosen day at once, others when the operator asks. */
export function useOlder(filter: IncidentFilter): OlderIncidents {
  const station = useConsole();
  const { run, ...looking } = useCall();
  const [before, setBefore] = useState<readonly Incident[]>([]);
  const [lookedBackTo, setLookedBackTo] = useState<number | null>(null);
  const { day, cameraId, type } = filter;
  const narrowed = {
    ...(cameraId === null ? {} : { cameraIds: [cameraId] }),
    ...(type === null ? {} : { types: [type] }),
  };
  const span = daySpan(day);
  const ofDay = useAnswer(span && JSON.stringify([span, narrowed]), () =>
    station.findIncidents({ ...(span ?? { fromAtMs: 0, toAtMs: 0 }), ...narrowed }),
  );

  const lookBack = async (toAtMs: number): Promise<void> => {
    const fromAtMs = toAtMs - lookBackMs;
    const found = await run(() => station.findIncidents({ fromAtMs, toAtMs, ...narrowed }));
    if (!found) return;
    setBefore((known) => [...known, ...found.incidents]);
    // A full answer ends somewhere within the days; the next question goes on from there.
    setLookedBackTo(found.truncated ? (found.incidents.at(-1)?.detectedAtMs ?? fromAtMs) : fromAtMs);
  };
  const incidents = useMemo(() => [...before, ...(ofDay.value?.incidents ?? [])], [before, ofDay.value]);
  return {
    incidents,
    cut: span !== null && !ofDay.pending && ofDay.value?.truncated === true,
    lookedBackTo,
    pending: looking.pending || ofDay.pending,
    problem: looking.problem ?? ofDay.problem,
    lookBack: (atMs) => void lookBack(atMs),
  };
}
