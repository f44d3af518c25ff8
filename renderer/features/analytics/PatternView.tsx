import { useMemo, useState } from 'react';
import { type QuantityName, analyticsText, quantityWords, withLimits } from '../../text/analytics.ts';
import classes from './analytics.module.css';
import { type Cell, csvText } from './csv.ts';
import type { ElementOption } from './elements.ts';
import { Focus } from './Focus.tsx';
import { FundamentalDiagram } from './FundamentalDiagram.tsx';
import { HeatTable } from './HeatTable.tsx';
import { Panel } from './Panel.tsx';
import { byHourOfWeek, usable } from './patterns.ts';
import { ReadingState } from './ReadingState.tsx';
import type { Span } from './span.ts';
import { useIntervals } from './useIntervals.ts';

const quantities: readonly QuantityName[] = ['flow', 'spaceMeanSpeed', 'density', 'occupancy'];
const { heat: text, chart } = analyticsText;
const hours = Array.from({ length: 24 }, (_, hour) => text.hour(hour));

/** When in the week traffic is how, and how flow hangs together with density. */
export function PatternView(props: { options: readonly ElementOption[]; span: Span }) {
  const answer = useIntervals(props.options, props.span);
  const [focusKey, setFocus] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<QuantityName>('flow');
  const { value } = answer;
  const focus = value?.options.find(({ key }) => key === focusKey) ?? value?.options[0];
  const intervals = useMemo(() => value?.byKey.get(focus?.key ?? '') ?? [], [value, focus]);
  const week = useMemo(() => byHourOfWeek(intervals), [intervals]);
  if (!value) return <ReadingState answer={answer} />;
  const { name, unit } = quantityWords[quantity];
  const left = intervals.length - usable(intervals).length;
  return (
    <>
      <ReadingState answer={answer} />
      <Focus
        options={value.options}
        focus={focus}
        quantity={quantity}
        quantities={quantities}
        onFocus={setFocus}
        onQuantity={setQuantity}
      />
      <div className={classes.panels}>
        <Panel wide title={text.title(name, unit)} csv={() => heatCsv(week, quantity, focus?.label ?? '')}>
          <HeatTable
            compact
            label={text.title(name, unit)}
            corner={text.weekday}
            columns={hours}
            rows={week.map((cells, day) => ({
              name: text.weekdays[day] ?? '',
              cells: cells.map((cell) => cellOf(cell?.[quantity] ?? null)),
            }))}
          />
          <p className={classes.small}>
            {scaleText(
              week.flatMap((cells) => cells.flatMap((cell) => cell?.[quantity]?.value ?? [])),
              unit,
            )}{' '}
            {left > 0 && chart.left(left, intervals.length)}
          </p>
        </Panel>
        <FundamentalDiagram label={focus?.label ?? ''} intervals={intervals} span={value.span} />
      </div>
    </>
  );
}

function cellOf(quantity: { value: number; low: number; high: number; unit: string } | null) {
  if (!quantity) return { value: null, text: '', title: text.none };
  const { value, low, high, unit } = quantity;
  return { value, text: analyticsText.figure(value), title: withLimits(value, low, high, unit) };
}

function scaleText(values: readonly number[], unit: string): string {
  if (values.length === 0) return text.none;
  return text.scale(analyticsText.figure(Math.min(...values)), analyticsText.figure(Math.max(...values)), unit);
}

function heatCsv(week: ReturnType<typeof byHourOfWeek>, quantity: QuantityName, label: string): string {
  const { name, unit } = quantityWords[quantity];
  const head = ['Element', 'Weekday', 'Hour', `${name} (${unit})`, `low 95 % (${unit})`, `high 95 % (${unit})`];
  const rows = week.flatMap((cells, day) =>
    cells.map((cell, hour): Cell[] => {
      const measured = cell?.[quantity];
      const values = measured ? [measured.value, measured.low, measured.high] : [null, null, null];
      return [label, text.weekdays[day] ?? '', text.hour(hour), ...values];
    }),
  );
  return csvText(head, rows);
}
