import { Fragment, useCallback, useState } from 'react';
import type { Incident } from '../../../app/incident/incident.ts';
import { useConsole } from '../../state/context.tsx';
import { timeOfDay } from '../../text/format.ts';
import { incidentTypeWords, incidentsText } from '../../text/incidents.ts';
import { useAnswer } from '../../ui/useAnswer.ts';
import classes from './incidentPicture.module.css';
import { type TrackTail, tailMs } from './trackTails.ts';
import { useTails } from './useTails.ts';

const { picture: text } = incidentsText;

/** The moment an incident was found, with the boxes and the last way of its road users drawn over it. */
export function IncidentPicture(props: { incident: Incident; camera: string }) {
  const { incident } = props;
  const { incidentId, hasPicture } = incident;
  const station = useConsole();
  const answer = useAnswer(hasPicture ? incidentId : null, () => station.incidentPicture({ incidentId }));
  const jpeg = answer.value?.picture ?? null;
  const [natural, setNatural] = useState<PictureSize | null>(null);
  const [broken, setBroken] = useState(false);
  const { tails, pictureSize } = useTails(incident);
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image || !jpeg) return undefined;
      const url = URL.createObjectURL(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }));
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [jpeg],
  );
  if (!jpeg)
    return <p className={classes.noPicture}>{answer.pending ? text.loading : (answer.problem ?? text.none)}</p>;
  if (broken) return <p className={classes.noPicture}>{text.broken}</p>;
  // The kept picture may be smaller than the source; boxes and tracks are in pixels of the source.
  const size = pictureSize ?? natural;
  return (
    <figure className={classes.picture}>
      <div className={classes.frame}>
        <img
          ref={show}
          alt={text.of(incidentTypeWords[incident.type], props.camera, timeOfDay(incident.detectedAtMs))}
          onError={() => setBroken(true)}
          onLoad={({ currentTarget }) =>
            setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }
        />
        {size && <Overlay size={size} boxes={incident.boxes} tails={tails} />}
      </div>
      <figcaption>{captionOf(incident, tails.length)}</figcaption>
    </figure>
  );
}

function captionOf({ endedAtMs }: Incident, tails: number): string {
  if (tails > 0) return text.tails(tailMs / 1000);
  return endedAtMs === null ? text.boxesOnly : text.boxes;
}

interface PictureSize {
  readonly width: number;
  readonly height: number;
}

function Overlay(props: { size: PictureSize; boxes: Incident['boxes']; tails: readonly TrackTail[] }) {
  const { width, height } = props.size;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      {[classes.halo, classes.ink].map((look) => (
        <Fragment key={look}>
          {props.tails.map(({ trackId, points }) => (
            <polyline key={trackId} className={look} points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
          ))}
          {props.boxes.map(([trackId, cx, cy, w, h]) => (
            <rect key={trackId} className={look} x={cx - w / 2} y={cy - h / 2} width={w} height={h} />
          ))}
        </Fragment>
      ))}
    </svg>
  );
}
