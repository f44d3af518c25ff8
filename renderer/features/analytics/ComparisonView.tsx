import { NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useClock } from '../../state/context.tsx';
import { type QuantityName, analyticsText, quantityWords, withLimits } from '../../text/analytics.ts';
import { dayOf, nothing } from '../../text/format.ts';
import { Message } from '../../ui/Message.tsx';
import ui from '../../ui/ui.module.css';
import classes from './analytics.module.css';
import { type ComparedLength, comparedLengths, comparedSpan, laidOver } from './comparison.ts';
import type { ElementOption } from './elements.ts';
import { seriesCsv } from './exports.ts';
import { Focus } from './Focus.tsx';
import { Legend } from './Legend.tsx';
import { Panel } from './Panel.tsx';
import { together, usable } from './patterns.ts';
import { ReadingState } from './ReadingState.tsx';
import { seriesOf } from './series.ts';
import { type Span, drawnLengthMs, fieldTime } from './span.ts';
import { TimeChart } from './TimeChart.tsx';
import { type AskedIntervals, useIntervals } from './useIntervals.ts';

const quantities: readonly QuantityName[] = ['flow', 'spaceMeanSpeed', 'timeMeanSpeed', 'density', 'occupancy'];
const { comparison: text } = analyticsText;
const dayMs = 86_400_000;

/** Two days or two weeks over each other. */
export function ComparisonView(props: { options: readonly ElementOption[] }) {
  const clock = useClock();
  const dayBefore = (days: number) => (): string => fieldTime(clock.wallMs() - days * dayMs).slice(0, 10);
  const [length, setLength] = useState<ComparedLength>('day');
  const [first, setFirst] = useState(dayBefore(7));
  const [second, setSecond] = useState(dayBefore(0));
  const [focusKey, setFocus] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<QuantityName>('flow');
  const focus = props.options.find(({ key }) => key === focusKey) ?? props.options[0];
  const asked = useMemo(() => (focus ? [focus] : []), [focus]);
  const spans = [comparedSpan(first, length), comparedSpan(second, length)] as const;
  const answers = [useIntervals(asked, spans[0]), useIntervals(asked, spans[1])] as const;
  const [one, other] = [answers[0].value, answers[1].value];
  return (
    <>
      <div className={classes.focus}>
        <NativeSelect
          size="xs"
          aria-label={text.length}
          value={length}
          data={comparedLengths.map((value) => ({ value, label: text.lengths[value] }))}
          onChange={({ currentTarget }) => setLength(currentTarget.value as ComparedLength)}
        />
        <TextInput
          type="date"
          aria-label={text.first}
          value={first}
          onChange={({ currentTarget }) => setFirst(currentTarget.value)}
        />
        <TextInput
          type="date"
          aria-label={text.second}
          value={second}
          onChange={({ currentTarget }) => setSecond(currentTarget.value)}
        />
        <Focus
          options={props.options}
          focus={focus}
          quantity={quantity}
          quantities={quantities}
          onFocus={setFocus}
          onQuantity={setQuantity}
        />
      </div>
      {spans.includes(null) && <Message tone="warn">{text.badDays}</Message>}
      <ReadingState answer={answers[0].pending ? answers[0] : answers[1]} />
      {one && other && <Compared one={one} other={other} quantity={quantity} length={length} />}
    </>
  );
}

function Compared(props: {
  one: AskedIntervals;
  other: AskedIntervals;
  quantity: QuantityName;
  length: ComparedLength;
}) {
  const { one, other, quantity, length } = props;
  const clock = useClock();
  const drawn = useMemo(() => {
    const name = ({ fromAtMs }: Span): string => (length === 'day' ? dayOf(fromAtMs) : text.weekFrom(dayOf(fromAtMs)));
    const series = [one, other].map(({ span, byKey }, place) => {
      const label = { key: String(place), label: name(span) };
      return seriesOf(
        label,
        [...byKey.values()][0] ?? [],
        span,
        drawnLengthMs(span.toAtMs - span.fromAtMs),
        clock.wallMs(),
      );
    });
    const over = series.map((each, place) => laidOver(each, place === 0 ? one.span : other.span, one.span));
    return { series, over };
  }, [one, other, length, clock]);
  const { name, unit } = quantityWords[quantity];
  const title = text.title(name, unit);
  const tickText =
    length === 'day'
      ? undefined
      : (atMs: number): string => analyticsText.heat.weekdays[(new Date(atMs).getDay() + 6) % 7] ?? '';
  return (
    <>
      <Legend series={drawn.series} />
      <div className={classes.panels}>
        <Panel wide title={title} csv={() => seriesCsv(drawn.series, [quantity])}>
          <TimeChart
            title={title}
            quantities={[quantity]}
            series={drawn.over}
            span={one.span}
            {...(tickText ? { tickText } : {})}
          />
          <Means one={one} other={other} labels={drawn.series.map(({ label }) => label)} />
        </Panel>
      </div>
    </>
  );
}

function Means(props: { one: AskedIntervals; other: AskedIntervals; labels: readonly string[] }) {
  const [first, second] = [props.one, props.other].map(({ byKey }) => together(usable([...byKey.values()][0] ?? [])));
  return (
    <table className={`${ui.table} ${classes.figures}`} aria-label={text.means}>
      <thead>
        <tr>
          <th scope="col">{text.means}</th>
          {props.labels.map((label, place) => (
            <th key={place === 0 ? 'first' : 'second'} scope="col" data-figure>
              {label}
            </th>
          ))}
          <th scope="col" data-figure>
            {text.change}
          </th>
        </tr>
      </thead>
      <tbody>
        {(['volume', ...quantities] as const).map((name) => {
          const [a, b] = [first?.[name] ?? null, second?.[name] ?? null];
          if (!a && !b) return null;
          return (
            <tr key={name}>
              <td>{quantityWords[name].name}</td>
              <td data-figure>{a ? withLimits(a.value, a.low, a.high, a.unit) : nothing}</td>
              <td data-figure>{b ? withLimits(b.value, b.low, b.high, b.unit) : nothing}</td>
              <td data-figure>{changeText(a?.value, b?.value)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function changeText(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined || before === 0) return nothing;
  const percent = (100 * (after - before)) / before;
  return `${percent >= 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)} %`;
}
