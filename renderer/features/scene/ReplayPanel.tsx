import { Progress } from '@mantine/core';
import { useState } from 'react';
import type { ReplayNews, ReplayReport } from '../../../app/contracts/trafficCalls.ts';
import type { Incident } from '../../../app/incident/incident.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { useClock } from '../../state/context.tsx';
import { dateTime, duration, whole } from '../../text/format.ts';
import { incidentWord, sceneText } from '../../text/scene.ts';
import { Message } from '../../ui/Message.tsx';
import { ReplayControls } from './ReplayControls.tsx';
import classes from './sceneParts.module.css';
import { useReplay } from './useReplay.ts';

const dayMs = 86_400_000;

interface Props {
  readonly cameraId: string;
  readonly scene: Scene;
  /** Whether something is wrong with it: it cannot be run then. */
  readonly faulty: boolean;
}

/** What the scene as it is drawn now would have changed about the incidents of the last days. */
export function ReplayPanel({ cameraId, scene, faulty }: Props) {
  const clock = useClock();
  const { news, start, stop } = useReplay();
  const [days, setDays] = useState('1');
  const [ofScene, setOfScene] = useState('');
  const text = sceneText.replay;
  const compare = (): void => {
    const toAtMs = clock.wallMs();
    setOfScene(JSON.stringify(scene));
    start({ cameras: [{ cameraId, scene }], fromAtMs: toAtMs - Number(days) * dayMs, toAtMs });
  };
  const isRunning = news === 'asked' || news?.state === 'waiting' || news?.state === 'running';
  return (
    <>
      <h2>{text.title}</h2>
      <p className={classes.dim}>{text.intro}</p>
      <div className={classes.buttons}>
        <ReplayControls {...{ days, isRunning }} disabled={faulty} onDays={setDays} onStart={compare} onStop={stop} />
      </div>
      {faulty && <p className={classes.warn}>{text.faulty}</p>}
      {isRunning && <ReplayRunning news={news} />}
      {news !== 'asked' && news?.state === 'failed' && <Message tone="bad">{news.problem}</Message>}
      {news !== 'asked' && news?.state === 'done' && (
        <>
          {ofScene !== JSON.stringify(scene) && <p className={classes.warn}>{text.stale}</p>}
          <ReplayResult report={news.report} />
        </>
      )}
    </>
  );
}

/** How far a comparison is. */
export function ReplayRunning({ news }: { news: ReplayNews | 'asked' }) {
  const text = sceneText.replay;
  if (news === 'asked' || news.state !== 'running') {
    return <p role="status">{news !== 'asked' && news.state === 'waiting' ? text.waiting : text.begins}</p>;
  }
  const percent = Math.floor(100 * news.share);
  return (
    <>
      <Progress value={percent} size="sm" aria-label={text.progress} />
      <p role="status">{text.running(percent, whole(news.tracks))}</p>
    </>
  );
}

/** What it found: new, lost and shifted incidents. */
export function ReplayResult({ report }: { report: ReplayReport }) {
  const text = sceneText.replay;
  const { fresh, lost, shifted, tracks, emptyDays, unchanged, changedRulesOnly } = report;
  if (tracks === 0) return <Message tone="warn">{text.noTracks}</Message>;
  return (
    <>
      <p>
        {text.tracks(tracks)} {changedRulesOnly ? text.unchangedOfChanged(unchanged) : text.unchanged(unchanged)}
      </p>
      {emptyDays > 0 && <p className={classes.warn}>{text.empty(emptyDays)}</p>}
      <Incidents title={text.fresh} rows={fresh.map((incident) => ({ incident, aside: '' }))} />
      <Incidents title={text.lost} rows={lost.map((incident) => ({ incident, aside: '' }))} />
      <Incidents
        title={text.shifted}
        rows={shifted.map(({ incident, byMs }) => ({
          incident,
          aside: byMs < 0 ? text.earlier(duration(-byMs)) : text.later(duration(byMs)),
        }))}
      />
    </>
  );
}

function Incidents(props: { title: string; rows: readonly { incident: Incident; aside: string }[] }) {
  return (
    <section aria-label={props.title}>
      <h3>{`${props.title} (${props.rows.length})`}</h3>
      {props.rows.length === 0 ? (
        <p className={classes.dim}>{sceneText.replay.none}</p>
      ) : (
        <ul className={classes.plainList}>
          {props.rows.map(({ incident, aside }) => (
            <li key={incident.incidentId}>
              {`${dateTime(incident.detectedAtMs)}, ${incidentWord(incident.type)}, ${incident.severity}`}
              {aside !== '' && <span className={classes.dim}> · {aside}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
