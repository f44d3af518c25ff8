import { useFresh, useLive } from '../../state/context.tsx';
import { timeOfDay } from '../../text/format.ts';
import { healthText } from '../../text/health.ts';
import classes from './health.module.css';

/** When the figures of the page were taken, and a plain word when that is no longer now. */
export function MeasuredAt() {
  const atMs = useLive((live) => live.health?.atMs ?? null);
  const fresh = useFresh();
  if (atMs === null) return null;
  return (
    <span className={fresh ? classes.dim : classes.bad}>
      {fresh ? '' : `${healthText.stale} `}
      {healthText.measured(timeOfDay(atMs))}
    </span>
  );
}
