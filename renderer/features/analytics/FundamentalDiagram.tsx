import { memo, useMemo } from 'react';
import { CartesianGrid, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import { useClock } from '../../state/context.tsx';
import { dateTime } from '../../text/format.ts';
import { analyticsText, gradeWords } from '../../text/analytics.ts';
import classes from './analytics.module.css';
import { ChartFrame } from './ChartFrame.tsx';
import { seriesCsv } from './exports.ts';
import { axisLook } from './look.ts';
import { Panel } from './Panel.tsx';
import { type SeriesPoint, seriesOf } from './series.ts';
import { type Span, drawnLengthMs } from './span.ts';

const { fundamental: text, figure } = analyticsText;

interface Dot {
  readonly density: number;
  readonly flow: number;
  readonly point: SeriesPoint;
}

/** Flow over density, one dot an interval; dots that are worth less are hollow and stay in the picture. */
export const FundamentalDiagram = memo(function FundamentalDiagram(props: {
  label: string;
  intervals: readonly Interval[];
  span: Span;
}) {
  const { label, intervals, span } = props;
  const clock = useClock();
  const series = useMemo(
    () => seriesOf({ key: label, label }, intervals, span, drawnLengthMs(span.toAtMs - span.fromAtMs), clock.wallMs()),
    [label, intervals, span, clock],
  );
  const dots = useMemo(() => series.points.flatMap(dotOf), [series]);
  const of = (...grades: readonly string[]): Dot[] => dots.filter(({ point }) => grades.includes(point.grade ?? ''));
  return (
    <Panel
      wide
      title={text.title}
      csv={dots.length > 0 ? () => seriesCsv([series], ['density', 'flow', 'spaceMeanSpeed']) : undefined}
    >
      {dots.length === 0 ? (
        <p className={classes.none}>{text.none}</p>
      ) : (
        <>
          <ChartFrame tall label={text.label(dots.length)}>
            <ScatterChart margin={{ top: 6, right: 12, bottom: 14, left: 0 }}>
              <CartesianGrid stroke="var(--line)" />
              <XAxis
                dataKey="density"
                type="number"
                domain={[0, 'auto']}
                tickFormatter={figure}
                {...axisLook}
                label={{ value: text.x, position: 'insideBottom', offset: -10, className: classes.axis ?? '' }}
              />
              <YAxis
                dataKey="flow"
                type="number"
                width={60}
                domain={[0, 'auto']}
                tickFormatter={figure}
                {...axisLook}
                label={{ value: text.y, angle: -90, position: 'insideLeft', className: classes.axis ?? '' }}
              />
              <Tooltip isAnimationActive={false} content={<DotTip />} />
              <Scatter data={of('A', 'B')} className={classes.dotGood ?? ''} isAnimationActive={false} />
              <Scatter
                data={of('C')}
                className={classes.dotDoubtful ?? ''}
                shape="triangle"
                isAnimationActive={false}
              />
              <Scatter data={of('D')} className={classes.dotBad ?? ''} shape="cross" isAnimationActive={false} />
            </ScatterChart>
          </ChartFrame>
          <ul className={classes.legend}>
            <li>
              <svg viewBox="0 0 12 12" aria-hidden className={classes.dotGood}>
                <circle cx="6" cy="6" r="4" />
              </svg>
              {text.good}
            </li>
            <li>
              <svg viewBox="0 0 12 12" aria-hidden className={classes.dotDoubtful}>
                <path d="M6 1 11 10H1z" />
              </svg>
              {text.doubtful}
            </li>
            <li>
              <svg viewBox="0 0 12 12" aria-hidden className={classes.dotBad}>
                <path d="M4 1h4v3h3v4H8v3H4V8H1V4h3z" />
              </svg>
              {text.bad}
            </li>
          </ul>
        </>
      )}
    </Panel>
  );
});

function dotOf(point: SeriesPoint): Dot[] {
  const { density, flow } = point.quantities ?? {};
  return density && flow ? [{ density: density.value, flow: flow.value, point }] : [];
}

/** @param props.payload given by the chart: the dot under the pointer */
function DotTip(props: { payload?: readonly { readonly payload: Dot }[] }) {
  const dot = props.payload?.[0]?.payload;
  if (!dot) return null;
  const { point, density, flow } = dot;
  return (
    <div className={classes.tip}>
      <p>{dateTime(point.beginAtMs)}</p>
      <p>{`${figure(flow)} veh/h, ${figure(density)} veh/km`}</p>
      {point.grade && <p className={classes.dim}>{`${analyticsText.chart.grade} ${gradeWords[point.grade]}`}</p>}
    </div>
  );
}
