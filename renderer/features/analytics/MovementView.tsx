import { useMemo } from 'react';
import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import { added } from '../../../app/traffic/quantities/rollUp.ts';
import { useFact } from '../../state/context.tsx';
import { analyticsText } from '../../text/analytics.ts';
import { whole } from '../../text/format.ts';
import ui from '../../ui/ui.module.css';
import classes from './analytics.module.css';
import { classMix } from './classMix.ts';
import { csvText } from './csv.ts';
import type { ElementOption } from './elements.ts';
import { HeatTable } from './HeatTable.tsx';
import { originDestination } from './movements.ts';
import { Panel } from './Panel.tsx';
import { usable } from './patterns.ts';
import { ReadingState } from './ReadingState.tsx';
import type { Span } from './span.ts';
import { useIntervals } from './useIntervals.ts';

const { mix: mixText, od: odText, chart } = analyticsText;

/** Which classes of vehicles, and from which line to which. */
export function MovementView(props: {
  options: readonly ElementOption[];
  all: readonly ElementOption[];
  cameraIds: readonly string[];
  span: Span;
}) {
  const { options, all, cameraIds } = props;
  const views = useMemo(
    () => all.filter(({ cameraId, element }) => element.kind === 'camera' && cameraIds.includes(cameraId)),
    [all, cameraIds],
  );
  const asked = useMemo(() => [...new Set([...options, ...views])], [options, views]);
  const answer = useIntervals(asked, props.span);
  const { value } = answer;
  if (!value) return <ReadingState answer={answer} />;
  const read = (option: ElementOption): readonly Interval[] => value.byKey.get(option.key) ?? [];
  return (
    <>
      <ReadingState answer={answer} />
      <div className={classes.panels}>
        {options.map((option) => (
          <ClassMix key={option.key} label={option.label} intervals={read(option)} />
        ))}
        {views.map((view) => (
          <OriginDestination key={`od ${view.key}`} view={view} intervals={read(view)} />
        ))}
      </div>
    </>
  );
}

function ClassMix(props: { label: string; intervals: readonly Interval[] }) {
  const good = usable(props.intervals);
  const classesSeen = classMix(added(good.map(({ sums }) => sums)).counts);
  const title = `${mixText.title}, ${props.label}`;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const csv = (): string =>
    csvText(
      [mixText.className, `${mixText.forward} (veh)`, `${mixText.backward} (veh)`, `${mixText.share} (%)`],
      classesSeen.map(({ className, forward, backward, share }) => [className, forward, backward, 100 * share]),
    );
  return (
    <Panel title={title} csv={classesSeen.length > 0 ? csv : undefined}>
      {classesSeen.length === 0 ? (
        <p className={classes.none}>{mixText.none}</p>
      ) : (
        <table className={`${ui.table} ${classes.figures}`} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{mixText.className}</th>
              <th scope="col" data-figure>
                {mixText.forward}
              </th>
              <th scope="col" data-figure>
                {mixText.backward}
              </th>
              <th scope="col" data-figure>
                {mixText.share}
              </th>
              <th aria-hidden className={classes.barColumn} />
            </tr>
          </thead>
          <tbody>
            {classesSeen.map(({ className, forward, backward, share }) => (
              <tr key={className}>
                <td>{className}</td>
                <td data-figure>{whole(forward)}</td>
                <td data-figure>{whole(backward)}</td>
                <td data-figure>{percent(share)}</td>
                <td aria-hidden>
                  <div className={classes.bar} style={{ width: `${100 * share}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LeftOut all={props.intervals.length} left={props.intervals.length - good.length} />
    </Panel>
  );
}

function OriginDestination(props: { view: ElementOption; intervals: readonly Interval[] }) {
  const { view, intervals } = props;
  const scene = useFact((facts) => facts.scenes?.find(({ cameraId }) => cameraId === view.cameraId)?.scene);
  const good = usable(intervals);
  const matrix = originDestination(added(good.map(({ sums }) => sums)), [
    ...(scene?.lines ?? []),
    ...(scene?.stopLines ?? []),
  ]);
  const { lines, counts, matched, unmatched } = matrix;
  const title = `${odText.title}, ${view.label}`;
  const names = lines.map(({ name }) => name);
  const csv = (): string =>
    csvText(
      [odText.from, ...names.map((name) => `${odText.to} ${name} (veh)`)],
      counts.map((row, place) => [names[place] ?? '', ...row]),
    );
  return (
    <Panel title={title} csv={matched > 0 ? csv : undefined}>
      {matched === 0 ? (
        <p className={classes.none}>{odText.none}</p>
      ) : (
        <>
          <HeatTable
            label={title}
            corner={odText.fromTo}
            columns={names}
            rows={counts.map((row, place) => ({
              name: names[place] ?? '',
              cells: row.map((count) => ({ value: count, text: whole(count), title: whole(count) })),
            }))}
          />
          <p className={classes.small}>
            {odText.complete(whole(matched), ((100 * matched) / (matched + unmatched)).toFixed(1), whole(unmatched))}
          </p>
        </>
      )}
      <LeftOut all={intervals.length} left={intervals.length - good.length} />
    </Panel>
  );
}

function LeftOut(props: { all: number; left: number }) {
  return props.left === 0 ? null : <p className={classes.small}>{chart.left(props.left, props.all)}</p>;
}
