import type { Incident } from '../../../app/incident/incident.ts';
import { useConsole } from '../../state/context.tsx';
import { timeOfDay } from '../../text/format.ts';
import { incidentsText } from '../../text/incidents.ts';
import { Message } from '../../ui/Message.tsx';
import { useAnswer } from '../../ui/useAnswer.ts';
import classes from './incidentDetail.module.css';

const { detail: text } = incidentsText;

/** What happened to one incident, as it was recorded; read anew when something of it changed. */
export function IncidentTimeline({ incident }: { incident: Incident }) {
  const station = useConsole();
  const { incidentId, severity, endedAtMs, partOf, hasPicture, trackIds } = incident;
  // That it was seen again, several times a second, is no entry.
  const news = JSON.stringify([incidentId, severity, endedAtMs, partOf, hasPicture, trackIds]);
  const { value, problem } = useAnswer(news, () => station.incidentEntries({ incidentId }));
  const entries = value?.entries;
  return (
    <div>
      <h3>{text.timeline}</h3>
      {problem !== null && <Message tone="bad">{problem}</Message>}
      {entries?.length === 0 && <p className={classes.dim}>{text.noEntries}</p>}
      {entries && entries.length > 0 && (
        <ol className={classes.timeline}>
          {entries.map((entry, place) => (
            <li key={`${entry.atMs} ${entry.what} ${place}`}>
              <time dateTime={new Date(entry.atMs).toISOString()}>{timeOfDay(entry.atMs)}</time>
              <span>{incidentsText.entry[entry.what]}</span>
              {entry.text}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
