import { Button } from '@mantine/core';
import type { Ref } from 'react';
import type { Incident } from '../../../app/incident/incident.ts';
import { hashOf } from '../../app/routes.ts';
import { useHourMs } from '../../state/context.tsx';
import { duration, nothing, since, timeOfDay } from '../../text/format.ts';
import { evidenceText, incidentTypeWords, incidentsText } from '../../text/incidents.ts';
import ui from '../../ui/ui.module.css';
import { useKeys } from '../../ui/useKeys.ts';
import classes from './incidentDetail.module.css';
import { IncidentPicture } from './IncidentPicture.tsx';
import { IncidentTimeline } from './IncidentTimeline.tsx';
import { SeverityMark } from './SeverityMark.tsx';
import { placed, type useNames } from './useNames.ts';

const { detail: text } = incidentsText;

type Names = ReturnType<typeof useNames>;

/** One incident with everything that is known of it: why it was reported comes first, right under its picture. */
export function IncidentDetail({
  incident,
  all,
  names,
  ref,
  onSelect,
}: {
  incident: Incident | undefined;
  all: readonly Incident[];
  names: Names;
  ref: Ref<HTMLElement>;
  onSelect(incidentId: string): void;
}) {
  return (
    <section ref={ref} className={`${ui.panel} ${classes.detail}`} aria-label={text.region} tabIndex={-1}>
      {incident ? (
        <>
          <h2>
            {incidentTypeWords[incident.type]} <SeverityMark severity={incident.severity} />
          </h2>
          <IncidentPicture key={incident.incidentId} incident={incident} camera={names.camera(incident.cameraId)} />
          <Actions cameraId={incident.cameraId} />
          <Why incident={incident} />
          <Facts incident={incident} names={names} />
          <Related incident={incident} all={all} names={names} onSelect={onSelect} />
          <IncidentTimeline key={`timeline ${incident.incidentId}`} incident={incident} />
        </>
      ) : (
        <p className={classes.dim}>{text.pick}</p>
      )}
      <p className={classes.small}>{text.keys}</p>
    </section>
  );
}

function Actions(props: { cameraId: string }) {
  const targets = {
    w: hashOf('wall', props.cameraId),
    s: hashOf('scene', props.cameraId),
    m: hashOf('map', props.cameraId),
  };
  const go = (hash: string) => (): void => {
    window.location.hash = hash;
  };
  useKeys({ w: go(targets.w), s: go(targets.s), m: go(targets.m) });
  return (
    <div className={classes.actions}>
      <Button component="a" href={targets.w}>
        {text.wall}
      </Button>
      <Button component="a" href={targets.s}>
        {text.openScene}
      </Button>
      <Button component="a" href={targets.m}>
        {text.map}
      </Button>
    </div>
  );
}

function Why({ incident }: { incident: Incident }) {
  const { evidence, confidence } = incident;
  return (
    <div>
      <h3>{text.why}</h3>
      {evidence.length === 0 ? (
        <p>{text.noEvidence}</p>
      ) : (
        <ul className={classes.reasons}>
          {evidence.map((one) => (
            <li key={one.what}>{evidenceText(one)}</li>
          ))}
        </ul>
      )}
      <p className={classes.small}>{text.confidence((100 * confidence).toFixed(0))}</p>
    </div>
  );
}

function Facts(props: { incident: Incident; names: Names }) {
  const { incident, names } = props;
  const { beganAtMs, detectedAtMs, lastSeenAtMs, endedAtMs, place, sceneVersion } = incident;
  const { lane, zone } = names.placeNames(placed(incident));
  const hourMs = useHourMs();
  const rows: readonly (readonly [string, string])[] = [
    [text.camera, names.camera(incident.cameraId)],
    [text.lane, lane ?? nothing],
    [text.zone, zone ?? nothing],
    ...(place.ground
      ? [[text.onRoad, text.ground(place.ground.xM.toFixed(1), place.ground.yM.toFixed(1))] as const]
      : []),
    [text.began, since(beganAtMs, hourMs)],
    [text.detected, `${since(detectedAtMs, hourMs)}, ${text.delay(duration(detectedAtMs - beganAtMs))}`],
    endedAtMs === null
      ? [text.ended, text.still(timeOfDay(lastSeenAtMs))]
      : [text.ended, `${since(endedAtMs, hourMs)}, ${text.lasted(duration(endedAtMs - beganAtMs))}`],
    ...(sceneVersion === null ? [] : [[text.scene, text.sceneVersion(sceneVersion)] as const]),
  ];
  return (
    <div>
      <h3>{text.whereAndWhen}</h3>
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Related(props: {
  incident: Incident;
  all: readonly Incident[];
  names: Names;
  onSelect(incidentId: string): void;
}) {
  const { incident, all, names } = props;
  const whole = all.find(({ incidentId }) => incidentId === incident.partOf);
  const parts = all.filter(({ partOf }) => partOf === incident.incidentId);
  const link = (other: Incident) => (
    <li key={other.incidentId}>
      <Button size="compact-xs" variant="subtle" onClick={() => props.onSelect(other.incidentId)}>
        {`${incidentTypeWords[other.type]}, ${names.camera(other.cameraId)}, ${timeOfDay(other.detectedAtMs)}`}
      </Button>
    </li>
  );
  return (
    <>
      {incident.partOf !== null && (
        <div>
          <h3>{text.partOf}</h3>
          <ul className={classes.related}>{whole ? link(whole) : <li>{text.elsewhere}</li>}</ul>
        </div>
      )}
      {parts.length > 0 && (
        <div>
          <h3>{text.parts}</h3>
          <ul className={classes.related}>{parts.map(link)}</ul>
        </div>
      )}
    </>
  );
}
