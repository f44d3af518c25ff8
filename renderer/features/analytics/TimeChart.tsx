import { memo } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import { type QuantityName, analyticsText, quantityWords } from '../../text/analytics.ts';
import classes from './analytics.module.css';
import { ChartFrame } from './ChartFrame.tsx';
import { axisLook, colourOf, dashOf } from './look.ts';
import { PointTip } from './PointTip.tsx';
import { type Series, marks, worstMark } from './series.ts';
import type { Span } from './span.ts';
import { timeTicks } from './timeTicks.ts';
import { usualAreas } from './usualAreas.tsx';
import type { UsualCourse } from './usualCourse.ts';
import { usualRow } from './usualRow.ts';

interface Props {
  readonly title: string;
  /** The first is drawn with its 95 % interval; others as thin lines. */
  readonly quantities: readonly QuantityName[];
  readonly series: readonly Series[];
  readonly span: Span;
  /** What is usual at the hour, for the first quantity; none without. */
  readonly usual?: readonly UsualCourse[];
  /** Words of the time axis where they are not those of the span. */
  readonly tickText?: (atMs: number) => string;
}

/** The course of a quantity over time: lines with their 95 % interval, over stretches that are worth less. */
export const TimeChart = memo(function TimeChart(props: Props) {
  const { quantities, series, span } = props;
  const [main] = quantities;
  const { ticks, text } = timeTicks(span);
  const usual = (props.usual ?? []).filter(({ name }) => name === main);
  const rows = rowsOf(series, quantities, usual);
  return (
    <ChartFrame label={labelOf(props, main ?? 'flow')}>
      <ComposedChart data={rows} margin={{ top: 6, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="atMs"
          type="number"
          scale="time"
          domain={[span.fromAtMs, span.toAtMs]}
          ticks={[...ticks]}
          tickFormatter={props.tickText ?? text}
          allowDataOverflow
          minTickGap={12}
          {...axisLook}
        />
        <YAxis width={48} domain={[0, 'auto']} tickFormatter={analyticsText.figure} {...axisLook} />
        <YAxis yAxisId="marks" hide domain={[0, 1]} />
        {marks.map((mark) => (
          <Area
            key={mark}
            yAxisId="marks"
            dataKey={mark}
            type="step"
            stroke="none"
            className={classes[`mark-${mark}`] ?? ''}
            fillOpacity={1}
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
        <Tooltip
          isAnimationActive={false}
          content={<PointTip series={series} quantities={quantities} usual={usual} />}
        />
        {usualAreas(series, usual)}
        {series.map(({ key }, place) => (
          <Area
            key={`band ${key}`}
            dataKey={`band ${key}`}
            stroke="none"
            fill={colourOf(place)}
            fillOpacity={0.22}
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
        {series.flatMap(({ key }, place) =>
          quantities.map((name, rank) => (
            <Line
              key={`${name} ${key}`}
              dataKey={`${name} ${key}`}
              stroke={colourOf(place)}
              strokeWidth={rank === 0 ? 2 : 1}
              // A point between gaps is a line without length: with round ends it can be seen.
              strokeLinecap="round"
              strokeDasharray={rank === 0 ? dashOf(place) : '2 3'}
              dot={false}
              isAnimationActive={false}
            />
          )),
        )}
      </ComposedChart>
    </ChartFrame>
  );
});

type Row = Record<string, number | readonly [number, number] | null>;

/** A point stands in the middle of the time it speaks of. */
function rowsOf(series: readonly Series[], quantities: readonly QuantityName[], usual: readonly UsualCourse[]): Row[] {
  const [first] = series;
  return (first?.points ?? []).map(({ beginAtMs, lengthMs }, at) => {
    const row: Row = { atMs: beginAtMs + lengthMs / 2, ...usualRow(usual, series, beginAtMs) };
    const worst = worstMark(series, at);
    // Steps from 0 to 1 lie half-way between two points: right where the marked time begins and ends.
    for (const mark of marks) row[mark] = worst === mark ? 1 : 0;
    for (const { key, points } of series) {
      const measured = points[at]?.quantities;
      for (const name of quantities) row[`${name} ${key}`] = measured?.[name]?.value ?? null;
      const main = quantities[0] && measured?.[quantities[0]];
      row[`band ${key}`] = main ? [main.low, main.high] : null;
    }
    return row;
  });
}

/** What the chart shows in words, for those who do not see it. */
function labelOf({ title, series }: Props, name: QuantityName): string {
  const { figure, chart } = analyticsText;
  const parts = series.map(({ label, points }) => {
    const values = points.flatMap(({ quantities }) => quantities?.[name]?.value ?? []);
    if (values.length === 0) return chart.noPart(label);
    return chart.part(label, figure(Math.min(...values)), figure(Math.max(...values)), quantityWords[name].unit);
  });
  return chart.label(title, parts);
}
