import { Button } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { Incident } from '../../../app/incident/incident.ts';
import { hashOf, usePageArgument } from '../../app/routes.ts';
import { useClock, useFact } from '../../state/context.tsx';
import { dayOf } from '../../text/format.ts';
import { incidentsText } from '../../text/incidents.ts';
import { Message } from '../../ui/Message.tsx';
import { EmptyState, Page } from '../../ui/Page.tsx';
import { useKeys } from '../../ui/useKeys.ts';
import { IncidentDetail } from './IncidentDetail.tsx';
import { type IncidentFilter, everything, fits } from './incidentFilter.ts';
import { IncidentFilters } from './IncidentFilters.tsx';
import { type IncidentOrder, ordered } from './incidentOrder.ts';
import classes from './incidentsPage.module.css';
import { IncidentTable } from './IncidentTable.tsx';
import { useNames } from './useNames.ts';
import { type OlderIncidents, useOlder } from './useOlder.ts';

/** Everything the rules found, the gravest that lasts first, with the reason why beside it. `#/incidents/ID` selects one. */
export function IncidentsPage() {
  const current = useFact((facts) => facts.incidents);
  const cameras = useFact((facts) => facts.cameras);
  const asked = usePageArgument();
  const [filter, setFilter] = useState(everything);
  const [order, setOrder] = useState<IncidentOrder>('priority');
  const names = useNames();
  const older = useOlder(filter);
  const searchField = useRef<HTMLInputElement>(null);
  const detail = useRef<HTMLElement>(null);

  const all = useMemo(() => withCurrent(older.incidents, current ?? []), [older.incidents, current]);
  const shown = useMemo(
    () =>
      ordered(
        all.filter((incident) => fits(incident, filter, names)),
        order,
      ),
    [all, filter, names, order],
  );
  // What was selected stays in view beside the list although a filter hides it; else the page speaks of the first.
  const selected = all.find(({ incidentId }) => incidentId === asked) ?? shown[0];
  useKeys({ '/': () => searchField.current?.focus() });

  return (
    <Page
      title={incidentsText.title}
      {...(current ? { count: incidentsText.count(shown.length, all.length) } : {})}
      actions={
        JSON.stringify(filter) !== JSON.stringify(everything) && (
          <Button variant="subtle" onClick={() => setFilter(everything)}>
            {incidentsText.filter.clear}
          </Button>
        )
      }
    >
      {older.problem !== null && <Message tone="bad">{older.problem}</Message>}
      {older.cut && <Message tone="warn">{incidentsText.cut}</Message>}
      {!current && <p>{incidentsText.loading}</p>}
      {current && (
        <>
          <IncidentFilters
            filter={filter}
            order={order}
            cameras={cameras ?? []}
            searchField={searchField}
            onFilter={setFilter}
            onOrder={setOrder}
          />
          <div className={classes.body}>
            <div className={classes.listColumn}>
              {shown.length > 0 ? (
                <IncidentTable
                  incidents={shown}
                  selectedId={selected?.incidentId ?? null}
                  names={names}
                  onSelect={select}
                  onRead={() => detail.current?.focus()}
                />
              ) : (
                <Nothing known={all.length} onClear={() => setFilter(everything)} />
              )}
              <Older all={all} older={older} filter={filter} />
            </div>
            <IncidentDetail ref={detail} incident={selected} all={all} names={names} onSelect={select} />
          </div>
        </>
      )}
    </Page>
  );
}

/** The address is what is selected; it replaces itself, so that "back" leaves the page and not a row. */
function select(incidentId: string): void {
  window.location.replace(hashOf('incidents', incidentId));
}

function withCurrent(older: readonly Incident[], current: readonly Incident[]): Incident[] {
  return [...new Map([...older, ...current].map((incident) => [incident.incidentId, incident])).values()];
}

function Nothing(props: { known: number; onClear: () => void }) {
  const hasScenes = useFact((facts) => facts.scenes !== null && facts.scenes.length > 0);
  if (props.known > 0) {
    return (
      <EmptyState title={incidentsText.nothingFits}>
        <Button onClick={props.onClear}>{incidentsText.filter.clear}</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={incidentsText.none.title}>
      <p>{hasScenes ? incidentsText.none.quiet : incidentsText.none.text}</p>
      {!hasScenes && (
        <Button component="a" href={hashOf('scene')}>
          {incidentsText.none.toScene}
        </Button>
      )}
    </EmptyState>
  );
}

function Older(props: { all: readonly Incident[]; older: OlderIncidents; filter: IncidentFilter }) {
  const { all, older, filter } = props;
  const clock = useClock();
  if (filter.day !== '') return null;
  const oldestAtMs = Math.min(clock.wallMs(), ...all.map(({ detectedAtMs }) => detectedAtMs));
  const fromAtMs = older.lookedBackTo ?? oldestAtMs;
  const found = older.incidents.length > 0;
  return (
    <div className={classes.older}>
      <Button loading={older.pending} onClick={() => older.lookBack(fromAtMs)}>
        {incidentsText.older}
      </Button>
      <span role="status">
        {older.lookedBackTo !== null && (found ? incidentsText.lookedBack : incidentsText.noOlder)(dayOf(fromAtMs))}
      </span>
    </div>
  );
}
