import { useMemo } from 'react';
import { useClock } from '../../state/context.tsx';
import { type QuantityName, analyticsText, quantityWords } from '../../text/analytics.ts';
import { EmptyState } from '../../ui/Page.tsx';
import classes from './analytics.module.css';
import type { ElementOption } from './elements.ts';
import { seriesCsv } from './exports.ts';
import { Legend } from './Legend.tsx';
import { Panel } from './Panel.tsx';
import { ReadingState } from './ReadingState.tsx';
import { type Series, seriesOf } from './series.ts';
import { type Span, drawnLengthMs } from './span.ts';
import { TimeChart } from './TimeChart.tsx';
import { UnusualPanel } from './UnusualPanel.tsx';
import { useIntervals } from './useIntervals.ts';
import type { UsualCourse } from './usualCourse.ts';
import { useUsual } from './useUsual.ts';

interface Chart {
  readonly title: string;
  readonly quantities: readonly QuantityName[];
  /** Shown although nothing of it was measured, so that nobody looks for it. */
  readonly always: boolean;
}

const chart = (quantities: readonly [QuantityName, ...QuantityName[]], title?: string, always = false): Chart => {
  const { name, unit } = quantityWords[quantities[0]];
  return { title: analyticsText.chart.of(title ?? name, unit), quantities, always };
};

const charts: readonly Chart[] = [
  chart(['flow'], undefined, true),
  chart(['spaceMeanSpeed', 'timeMeanSpeed'], analyticsText.speed, true),
  chart(['density'], undefined, true),
  chart(['occupancy'], undefined, true),
  chart(['headway']),
  chart(['queue']),
  chart(['travelTime']),
  chart(['delay']),
];

/** Flow, speed, density, occupancy and what else an element gives, over the chosen time. */
export function TimeView(props: { options: readonly ElementOption[]; span: Span }) {
  const answer = useIntervals(props.options, props.span);
  const usual = useUsual(props.options, props.span);
  const courses = usual.state === 'known' ? usual.courses : noCourses;
  const { value } = answer;
  const clock = useClock();
  const series = useMemo(() => {
    if (!value) return [];
    const { options, span, byKey } = value;
    const drawnMs = drawnLengthMs(span.toAtMs - span.fromAtMs);
    return options.map((option) => seriesOf(option, byKey.get(option.key) ?? [], span, drawnMs, clock.wallMs()));
  }, [value, clock]);
  if (!value) return <ReadingState answer={answer} />;
  const isEmpty = [...value.byKey.values()].every((intervals) => intervals.length === 0);
  return (
    <>
      <ReadingState answer={answer} />
      {isEmpty && (
        <EmptyState title={analyticsText.nothingStored.title}>
          <p>{analyticsText.nothingStored.text}</p>
        </EmptyState>
      )}
      {!isEmpty && (
        <>
          <Legend series={series} usual={courses} />
          <div className={classes.panels}>
            <UnusualPanel usual={usual} />
            {charts.map(({ title, quantities, always }) => {
              const has = quantities.some((name) => hasValues(series, name));
              if (!has && !always) return null;
              return (
                <Panel key={title} title={title} csv={has ? () => seriesCsv(series, quantities, courses) : undefined}>
                  {has ? (
                    <TimeChart
                      title={title}
                      quantities={quantities}
                      series={series}
                      span={value.span}
                      usual={courses}
                    />
                  ) : (
                    <p className={classes.none}>{analyticsText.chart.none}</p>
                  )}
                </Panel>
              );
            })}
          </div>
        </>
      )}
    </>
  );
}

const noCourses: readonly UsualCourse[] = [];

function hasValues(series: readonly Series[], name: QuantityName): boolean {
  return series.some(({ points }) => points.some(({ quantities }) => quantities?.[name]));
}
