import { useFact, useLive, useHourMs } from '../../state/context.tsx';
import { decimal, duration, nothing, since, whole } from '../../text/format.ts';
import { healthText } from '../../text/health.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import classes from './health.module.css';
import { FactList } from './FactList.tsx';

const { detection: text } = healthText;

/** The inference: on what it runs, how fast, and since when not. */
export function DetectionHealth() {
  const inference = useLive((live) => live.health?.inference);
  const models = useFact((facts) => facts.models);
  const now = useHourMs();
  if (!inference) return null;
  const { state, modelId, backend, offSinceAtMs, problem, runMs, framesPerS, restarts } = inference;
  const stateText = offSinceAtMs === null ? text.states[state] : text.off(since(offSinceAtMs, now));
  return (
    <FactList
      title={healthText.sections.detection}
      facts={[
        { name: text.state, value: <span className={state === 'failed' ? classes.bad : undefined}>{stateText}</span> },
        { name: text.model, value: models?.find((model) => model.modelId === modelId)?.name ?? nothing },
        { name: text.backend, value: backend ?? nothing },
        { name: text.run, value: <Figure value={duration(runMs)} trend={runTrend} /> },
        { name: text.rate, value: <Figure value={decimal(framesPerS)} trend={rateTrend} /> },
        { name: text.restarts, value: whole(restarts) },
        ...(problem === null ? [] : [{ name: text.problem, value: <span className={classes.bad}>{problem}</span> }]),
      ]}
    />
  );
}

const runTrend = <Sparkline series="inference/runMs" what={text.run} format={duration} />;
const rateTrend = <Sparkline series="inference/framesPerS" what={text.rate} format={(value) => decimal(value)} />;

function Figure(props: { value: string; trend: React.JSX.Element }) {
  return (
    <span className={classes.figure}>
      <span>{props.value}</span>
      {props.trend}
    </span>
  );
}
