import { useTrend } from '../state/context.tsx';
import { healthText } from '../text/health.ts';
import { linesOf, rangeOf } from './sparklinePath.ts';
import classes from './ui.module.css';

/** The last ten minutes of a number as a small line, with its range in words for those who do not see it. */
export function Sparkline(props: { series: string; what: string; format: (value: number) => string }) {
  const points = useTrend(props.series);
  const range = points ? rangeOf(points) : null;
  const label = range
    ? healthText.trend(props.what, props.format(range.low), props.format(range.high))
    : healthText.noTrend(props.what);
  return (
    <svg className={classes.spark} viewBox="0 0 120 24" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      {points && range && linesOf(points, range, 120, 24).map((line) => <polyline key={line} points={line} />)}
    </svg>
  );
}
