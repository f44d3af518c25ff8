import { Button } from '@mantine/core';
import type { SourceTest } from '../../../app/contracts/vision.ts';
import { useConsole, useFact } from '../../state/context.tsx';
import { camerasText } from '../../text/cameras.ts';
import { codecName, decimal, pictureSize } from '../../text/format.ts';
import { Message } from '../../ui/Message.tsx';
import ui from '../../ui/ui.module.css';
import { useCall } from '../../ui/useCall.ts';
import classes from './cameraForm.module.css';
import { isOnThisComputer } from './sourceText.ts';
import type { CameraTest } from './useCameraTest.ts';

/** What a test found: the picture and its facts, or what is wrong and what to do about it. */
export function TestResult(props: { test: CameraTest; sourceUrl: string; onAgain: () => Promise<void> }) {
  const { test } = props;
  if (test.kind === 'none') return null;
  if (test.kind === 'running') return <Message tone="note">{camerasText.form.testing}</Message>;
  if (test.kind === 'refused') return <Message tone="bad">{test.problem}</Message>;
  return (
    <section ref={showWhole} className={classes.result} aria-label={camerasText.test.heading}>
      {test.found.ok ? (
        <Works found={test.found} pictureUrl={test.pictureUrl} />
      ) : (
        <Fails found={test.found} sourceUrl={props.sourceUrl} onAgain={props.onAgain} />
      )}
      {test.found.warnings.length > 0 && (
        <ul>
          {test.found.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The result appears below the fields; on a small screen it must not need searching. */
function showWhole(section: HTMLElement | null): void {
  section?.scrollIntoView({ block: 'nearest' });
}

function Works(props: { found: SourceTest; pictureUrl: string | null }) {
  const { codec, width, height, fps } = props.found;
  return (
    <>
      <Message tone="good" title={camerasText.test.works}>
        {camerasText.test.facts(codecName(codec), pictureSize(width, height), decimal(fps))}
      </Message>
      {props.pictureUrl !== null && (
        <img src={props.pictureUrl} width={480} height={270} alt={camerasText.test.picture} />
      )}
    </>
  );
}

function Fails(props: { found: SourceTest; sourceUrl: string; onAgain: () => Promise<void> }) {
  const { reason } = props.found;
  const loopbackAllowed = useFact((facts) => facts.settings?.addressRules.allowLoopback ?? true);
  const offer = reason?.code === 'address-refused' && !loopbackAllowed && isOnThisComputer(props.sourceUrl);
  return (
    <Message tone="bad" title={camerasText.test.fails}>
      {reason && (
        <>
          <p>{reason.text}</p>
          <p className={ui.dim}>{reason.tip}</p>
        </>
      )}
      {offer && <AllowLoopback onAgain={props.onAgain} />}
    </Message>
  );
}

/** The one refusal that the operator can lift here and now. */
function AllowLoopback(props: { onAgain: () => Promise<void> }) {
  const console = useConsole();
  const settings = useFact((facts) => facts.settings);
  const call = useCall();
  const allow = async (): Promise<void> => {
    if (!settings) return;
    const addressRules = { ...settings.addressRules, allowLoopback: true };
    const saved = await call.run(() => console.saveSettings({ ...settings, addressRules }));
    if (saved) await props.onAgain();
  };
  return (
    <>
      <Button mt="xs" disabled={call.pending} onClick={() => void allow()}>
        {camerasText.test.allowLoopback}
      </Button>
      <p className={ui.dim}>{call.problem ?? camerasText.test.allowLoopbackHelp}</p>
    </>
  );
}
