import { Button } from '@mantine/core';
import { safeModeKey } from '../../app/contracts/console.ts';
import { useConsole, useFact } from '../state/context.tsx';
import { shellText } from '../text/shell.ts';
import { useCall } from '../ui/useCall.ts';
import classes from './Shell.module.css';

/** Above every page while the station runs without video after too many crashes; one button ends that. */
export function SafeModeBanner() {
  const alert = useFact((facts) => facts.alerts.find(({ key }) => key === safeModeKey));
  const station = useConsole();
  const call = useCall();
  if (!alert) return null;
  return (
    <div className={classes.safeMode} role="alert">
      <p>{call.problem ?? alert.text}</p>
      <Button size="compact-sm" loading={call.pending} onClick={() => void call.run(() => station.startNormally({}))}>
        {shellText.startNormally}
      </Button>
    </div>
  );
}
