import { fewestWeeks } from '../../../app/traffic/quantities/anomaly.ts';
import { analyticsText, quantityWords, withLimits } from '../../text/analytics.ts';
import { dateTime } from '../../text/format.ts';
import ui from '../../ui/ui.module.css';
import classes from './analytics.module.css';
import { unusualCsv } from './exports.ts';
import { Panel } from './Panel.tsx';
import { type Comparable, type UnusualTime, comparableOf, unusualTimes } from './unusualTimes.ts';
import type { UsualState } from './useUsual.ts';

const { usual: text } = analyticsText;

/** What is unusual now and in the time looked at, against the same hour of the weeks before; or why that is not known. */
export function UnusualPanel({ usual }: { usual: UsualState }) {
  if (usual.state !== 'known') {
    return (
      <Panel wide title={text.title}>
        <p className={classes.small}>{whyNot(usual)}</p>
      </Panel>
    );
  }
  const times = unusualTimes(usual.courses, usual.nowMs);
  const comparable = comparableOf(usual.courses);
  const anything = comparable.some(({ compared }) => compared > 0);
  return (
    <Panel wide title={text.title} csv={times.length > 0 ? () => unusualCsv(times) : undefined}>
      {times.length > 0 && <UnusualTable times={times} />}
      {times.length === 0 && anything && <p className={classes.small}>{text.none}</p>}
      {comparable.length === 0 && <p className={classes.small}>{text.nothing}</p>}
      {comparable.flatMap((each) => {
        const note = historyNote(each);
        return note === null ? [] : [<HistoryNote key={each.label} text={note} />];
      })}
    </Panel>
  );
}

const HistoryNote = (props: { text: string }) => <p className={classes.small}>{props.text}</p>;

function whyNot(usual: Exclude<UsualState, { state: 'known' }>): string {
  switch (usual.state) {
    case 'reading':
      return text.reading;
    case 'too-long':
      return text.tooLong;
    case 'too-new':
      return text.tooNew;
    case 'failed':
      return usual.problem;
  }
}

function historyNote({ label, measured, compared }: Comparable): string | null {
  if (measured === compared) return null;
  return compared === 0 ? text.noHistory(label, fewestWeeks) : text.someHistory(label, compared, measured, fewestWeeks);
}

function UnusualTable({ times }: { times: readonly UnusualTime[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list is scrolled by keyboard too
    <div className={classes.unusualList} role="group" aria-label={text.title} tabIndex={0}>
      <table className={`${ui.table} ${classes.figures}`} aria-label={text.title}>
        <thead>
          <tr>
            <th scope="col">{text.state}</th>
            <th scope="col">{text.element}</th>
            <th scope="col">{text.quantity}</th>
            <th scope="col" data-figure>
              {text.measured}
            </th>
            <th scope="col" data-figure>
              {text.usual}
            </th>
            <th scope="col">{text.since}</th>
            <th scope="col">{text.until}</th>
          </tr>
        </thead>
        <tbody>
          {times.map((time) => (
            <UnusualRow key={`${time.key} ${time.name} ${time.fromAtMs}`} time={time} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UnusualRow({ time }: { time: UnusualTime }) {
  const { label, name, measured, usual, lasts } = time;
  const { name: words, unit } = quantityWords[name];
  const side = measured.value > usual.value ? text.above : text.below;
  return (
    <tr>
      <td className={lasts ? classes.warn : classes.dim}>{lasts ? text.lasts : text.over}</td>
      <td>{label}</td>
      <td>{`${words}, ${side}`}</td>
      <td data-figure>{withLimits(measured.value, measured.low, measured.high, unit)}</td>
      <td data-figure>{withLimits(usual.value, usual.low, usual.high, unit)}</td>
      <td>{dateTime(time.fromAtMs)}</td>
      <td>{lasts ? text.goesOn : dateTime(time.toAtMs)}</td>
    </tr>
  );
}
