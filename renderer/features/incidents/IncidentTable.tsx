import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import type { Incident } from '../../../app/incident/incident.ts';
import { useFresh, useHourMs } from '../../state/context.tsx';
import { duration, since } from '../../text/format.ts';
import { incidentTypeWords, incidentsText } from '../../text/incidents.ts';
import { GapRow } from '../../ui/GapRow.tsx';
import { remPx } from '../../ui/remPx.ts';
import rowTable from '../../ui/rowTable.module.css';
import ui from '../../ui/ui.module.css';
import { useRowWindow } from '../../ui/useRowWindow.ts';
import type { IncidentNames } from './incidentFilter.ts';
import classes from './incidentTable.module.css';
import { SeverityMark } from './SeverityMark.tsx';

interface Props {
  readonly incidents: readonly Incident[];
  readonly selectedId: string | null;
  readonly names: IncidentNames;
  onSelect(incidentId: string): void;
  /** Enter: the operator wants to read on beside the list. */
  onRead(): void;
}

const columns = ['severity', 'what', 'camera', 'detected', 'state'] as const;
const rowId = (incidentId: string): string => `incident-${incidentId}`;
/** The row height of rowTable.module.css, 3rem. */
const rowHeightPx = (): number => remPx(3);

/** The incidents as one grid: a single stop for the tab key, arrows within. */
export function IncidentTable(props: Props) {
  const { incidents, selectedId, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const fresh = useFresh();
  const rows = useRowWindow(scroller, incidents.length, rowHeightPx);
  const at = incidents.findIndex(({ incidentId }) => incidentId === selectedId);
  useEffect(() => keepInSight(scroller.current, at), [at]);
  const press = (event: KeyboardEvent): void => {
    const next = placeOf(event.key, at, incidents.length);
    if (event.key === 'Enter') props.onRead();
    else if (next === null) return;
    else onSelect(incidents[next]?.incidentId ?? '');
    event.preventDefault();
  };
  return (
    <div ref={scroller} className={`${ui.panel} ${rowTable.list}`}>
      <table
        role="grid"
        aria-label={incidentsText.list}
        aria-rowcount={incidents.length + 1}
        aria-activedescendant={at < 0 ? undefined : rowId(selectedId ?? '')}
        tabIndex={0}
        className={`${ui.table} ${rowTable.table} ${classes.table} ${fresh ? '' : rowTable.stale}`}
        onKeyDown={press}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {incidentsText.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <GapRow rows={rows.from} columns={columns.length} rowHeightPx={rowHeightPx} />
          {incidents.slice(rows.from, rows.to).map((incident) => (
            <IncidentRow
              key={incident.incidentId}
              incident={incident}
              selected={incident.incidentId === selectedId}
              camera={props.names.camera(incident.cameraId)}
              place={props.names.place(incident)}
              onSelect={onSelect}
            />
          ))}
          <GapRow rows={incidents.length - rows.to} columns={columns.length} rowHeightPx={rowHeightPx} />
        </tbody>
      </table>
    </div>
  );
}

/** Nothing in a row counts time, so that a list of what lasts stands still until something happens. */
const IncidentRow = memo(function IncidentRow(props: {
  incident: Incident;
  selected: boolean;
  camera: string;
  place: string;
  onSelect(incidentId: string): void;
}) {
  const { incident, camera, place } = props;
  const { incidentId, type, severity, beganAtMs, detectedAtMs, endedAtMs, partOf } = incident;
  const hourMs = useHourMs();
  return (
    <tr
      id={rowId(incidentId)}
      className={`${rowTable.row} ${classes.row}`}
      aria-selected={props.selected}
      data-ended={endedAtMs !== null}
      onClick={() => props.onSelect(incidentId)}
    >
      <td>
        <SeverityMark severity={severity} />
      </td>
      <td>
        <div className={classes.what}>{incidentTypeWords[type]}</div>
        <div className={rowTable.under} title={place}>
          {place}
        </div>
      </td>
      <td title={camera}>
        <div>{camera}</div>
      </td>
      <td>{since(detectedAtMs, hourMs)}</td>
      <td>
        {endedAtMs === null ? (
          <div className={classes.lasting}>{incidentsText.lasting}</div>
        ) : (
          <div>{incidentsText.lasted(duration(endedAtMs - beganAtMs))}</div>
        )}
        <div className={rowTable.under}>{partOf !== null && incidentsText.partOfAnother}</div>
      </td>
    </tr>
  );
});

const pageRows = 10;

function placeOf(key: string, at: number, count: number): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - pageRows,
    PageDown: at + pageRows,
    Home: 0,
    End: count - 1,
  };
  const to = moves[key];
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, to));
}

function keepInSight(box: HTMLElement | null, index: number): void {
  if (!box || index < 0) return;
  const height = rowHeightPx();
  const top = index * height;
  if (top < box.scrollTop) box.scrollTop = top;
  // The header row stays in sight above the rows.
  else if (top + 2 * height > box.scrollTop + box.clientHeight) box.scrollTop = top + 2 * height - box.clientHeight;
}
