import { memo } from 'react';
import { useTrend } from '../state/context.tsx';
import { healthText } from '../text/health.ts';
import { linesOf, rangeOf } from './sparklinePath.ts';
import classes from './ui.module.css';

interface Props {
  /** Key of the series in the live store. */
  readonly series: string;
  readonly what: string;
  readonly format: (value: number) => string;
}

/** The last ten minutes of a number as a small line, with its range in words for those who do not see it. */
export const Sparkline = memo(function Sparkline(props: Props) {
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
});
