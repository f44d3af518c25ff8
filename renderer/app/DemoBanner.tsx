import { Button } from '@mantine/core';
import { useConsole, useFact } from '../state/context.tsx';
import { shellText } from '../text/shell.ts';
import { useCall } from '../ui/useCall.ts';
import { hashOf } from './routes.ts';
import classes from './Shell.module.css';

/** Above every page while a simulated camera is there, so that nobody takes it for a road; one button leaves the demo. */
export function DemoBanner() {
  const shown = useFact((facts) => facts.cameras?.some(({ sourceUrl }) => sourceUrl.startsWith('demo:')));
  const station = useConsole();
  const call = useCall();
  if (!shown) return null;
  async function leave(): Promise<void> {
    if (await call.run(() => station.leaveDemo({}))) window.location.hash = hashOf('cameras');
  }
  return (
    <div className={classes.demo} role="status">
      <p>{call.problem ?? shellText.demo.text}</p>
      <Button size="compact-sm" variant="default" loading={call.pending} onClick={() => void leave()}>
        {shellText.demo.leave}
      </Button>
    </div>
  );
}
