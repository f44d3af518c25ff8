import { useConsole, useFact } from '../../state/context.tsx';
import { analyticsText } from '../../text/analytics.ts';
import { incidentTypeWords } from '../../text/incidents.ts';
import { useAnswer } from '../../ui/useAnswer.ts';
import ui from '../../ui/ui.module.css';
import { useNames } from '../incidents/useNames.ts';
import classes from './analytics.module.css';
import { csvText } from './csv.ts';
import { HeatTable } from './HeatTable.tsx';
import { type HotSpot, byTypeAndHour, hotSpots, readIncidents } from './incidentStatistics.ts';
import { Panel } from './Panel.tsx';
import { ReadingState } from './ReadingState.tsx';
import type { Span } from './span.ts';

const { incidents: text, heat } = analyticsText;
const mostHotSpots = 15;
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** How often what happens, at which hour, and where most. */
export function IncidentView(props: { cameraIds: readonly string[]; span: Span }) {
  const { cameraIds, span } = props;
  const station = useConsole();
  // What has just happened belongs to it: asked anew when the feed brings a new incident.
  const newest = useFact((facts) => facts.incidents?.[0]?.incidentId);
  const question = JSON.stringify([cameraIds, span, newest]);
  const answer = useAnswer(question, () => readIncidents(station, span, cameraIds));
  const { value } = answer;
  if (!value) return <ReadingState answer={answer} />;
  const types = byTypeAndHour(value.incidents);
  return (
    <>
      <ReadingState answer={answer} />
      {types.length === 0 ? (
        <p className={classes.none}>{text.none}</p>
      ) : (
        <div className={classes.panels}>
          <Panel
            wide
            title={text.byType}
            csv={() =>
              csvText(
                [text.type, text.count, ...hours.map((hour) => heat.hour(Number(hour)))],
                types.map(({ type, count, byHour }) => [incidentTypeWords[type], count, ...byHour]),
              )
            }
          >
            <HeatTable
              label={text.byType}
              corner={text.type}
              columns={hours}
              rows={types.map(({ type, count, byHour }) => ({
                name: `${incidentTypeWords[type]} (${count})`,
                cells: byHour.map((each) => ({
                  value: each,
                  text: each === 0 ? '' : String(each),
                  title: text.cell(each),
                })),
              }))}
            />
          </Panel>
          <HotSpots spots={hotSpots(value.incidents, mostHotSpots)} />
        </div>
      )}
    </>
  );
}

function HotSpots({ spots }: { spots: readonly HotSpot[] }) {
  const names = useNames();
  const most = spots[0]?.count ?? 1;
  const rows = spots.map((spot) => {
    const { lane, zone } = names.placeNames(spot);
    return { ...spot, place: [lane, zone].filter((name) => name !== null).join(', ') || text.wholeView };
  });
  const csv = (): string =>
    csvText(
      [analyticsText.choice.cameras, text.place, text.count, text.commonType],
      rows.map(({ cameraId, place, count, commonType }) => [
        names.camera(cameraId),
        place,
        count,
        incidentTypeWords[commonType],
      ]),
    );
  return (
    <Panel wide title={text.hotSpots} csv={csv}>
      <table className={`${ui.table} ${classes.figures}`} aria-label={text.hotSpots}>
        <thead>
          <tr>
            <th scope="col">{text.place}</th>
            <th scope="col">{text.commonType}</th>
            <th scope="col" data-figure>
              {text.count}
            </th>
            <th aria-hidden className={classes.barColumn} />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cameraId, laneId, zoneId, place, count, commonType }) => (
            <tr key={JSON.stringify([cameraId, laneId, zoneId])}>
              <td>{`${names.camera(cameraId)}, ${place}`}</td>
              <td>{incidentTypeWords[commonType]}</td>
              <td data-figure>{count}</td>
              <td aria-hidden>
                <div className={classes.bar} style={{ width: `${(100 * count) / most}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
