import { useState } from 'react';
import type { RulesSettings } from '../../../app/incident/settings.ts';
import { useClock } from '../../state/context.tsx';
import { sceneText } from '../../text/scene.ts';
import { siteRulesText } from '../../text/siteRules.ts';
import { Message } from '../../ui/Message.tsx';
import { ReplayResult, ReplayRunning } from '../scene/ReplayPanel.tsx';
import { useReplay } from '../scene/useReplay.ts';
import { ReplayControls } from '../scene/ReplayControls.tsx';
import classes from './siteRules.module.css';

const dayMs = 86_400_000;
const { replay: text } = sceneText;

interface Props {
  readonly rules: RulesSettings;
  /** Those that have a scene. */
  readonly cameraIds: readonly string[];
  /** Whether something is wrong with the rules: they cannot be run then. */
  readonly faulty: boolean;
}

/** What the rules as they are set now would have changed about the incidents of the last days, of all cameras. */
export function SiteRulesReplay({ rules, cameraIds, faulty }: Props) {
  const clock = useClock();
  const { news, start, stop } = useReplay();
  const [days, setDays] = useState('1');
  const [ofRules, setOfRules] = useState('');
  const compare = (): void => {
    const toAtMs = clock.wallMs();
    setOfRules(JSON.stringify(rules));
    const cameras = cameraIds.map((cameraId) => ({ cameraId }));
    start({ cameras, siteRules: rules, fromAtMs: toAtMs - Number(days) * dayMs, toAtMs });
  };
  const isRunning = news === 'asked' || news?.state === 'waiting' || news?.state === 'running';
  return (
    <section className={classes.replay} aria-label={text.title}>
      <h2>{text.title}</h2>
      <p className={classes.dim}>{siteRulesText.replayIntro}</p>
      <div className={classes.buttons}>
        <ReplayControls
          {...{ days, isRunning }}
          disabled={faulty || cameraIds.length === 0}
          onDays={setDays}
          onStart={compare}
          onStop={stop}
        />
      </div>
      {isRunning && <ReplayRunning news={news} />}
      {news !== 'asked' && news?.state === 'failed' && <Message tone="bad">{news.problem}</Message>}
      {news !== 'asked' && news?.state === 'done' && (
        <>
          {ofRules !== JSON.stringify(rules) && <p className={classes.dim}>{siteRulesText.replayStale}</p>}
          <ReplayResult report={news.report} />
        </>
      )}
    </section>
  );
}
