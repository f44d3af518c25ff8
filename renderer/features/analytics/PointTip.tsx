import { dateTime, nothing } from '../../text/format.ts';
import {
  type QuantityName,
  analyticsText,
  flagWords,
  gradeWords,
  quantityWords,
  withLimits,
} from '../../text/analytics.ts';
import classes from './analytics.module.css';
import { colourOf } from './look.ts';
import type { Series, SeriesPoint } from './series.ts';
import { type UsualCourse, pointAt } from './usualCourse.ts';

/** What was measured at one place of a time axis: values with limits, grade, and why it is not the best. */
export function PointTip(props: {
  series: readonly Series[];
  quantities: readonly QuantityName[];
  /** Of the first quantity. */
  usual: readonly UsualCourse[];
  /** Given by the chart: the place under the pointer. */
  active?: boolean;
  label?: unknown;
}) {
  const { series, quantities, label: atMs } = props;
  if (!props.active || typeof atMs !== 'number') return null;
  const at = series[0]?.points.findIndex(({ beginAtMs, lengthMs }) => beginAtMs <= atMs && atMs < beginAtMs + lengthMs);
  const begin = at === undefined ? undefined : series[0]?.points[at];
  if (at === undefined || !begin) return null;
  return (
    <div className={classes.tip}>
      <p>
        {dateTime(begin.beginAtMs)} – {dateTime(begin.beginAtMs + begin.lengthMs)}
      </p>
      {series.map(({ key, label, points }, place) => (
        <div key={key}>
          <p className={classes.tipName} style={{ color: colourOf(place) }}>
            {label}
          </p>
          {quantities.map((name) => (
            <p key={name}>
              {quantities.length > 1 && `${quantityWords[name].name} `}
              {valueText(points[at], name)}
            </p>
          ))}
          {usualText(props.usual, key, begin.beginAtMs)}
          <p className={classes.dim}>{qualityText(points[at])}</p>
        </div>
      ))}
    </div>
  );
}

function valueText(point: SeriesPoint | undefined, name: QuantityName): string {
  const quantity = point?.quantities?.[name];
  return quantity ? withLimits(quantity.value, quantity.low, quantity.high, quantity.unit) : nothing;
}

/** What is usual then, and whether the interval it is compared by was unusual. */
function usualText(courses: readonly UsualCourse[], key: string, atMs: number) {
  const course = courses.find((each) => each.key === key);
  const point = course && pointAt(course, atMs);
  if (!course || !point) return null;
  const { usual, unusual } = point;
  if (!usual) return <p className={classes.dim}>{analyticsText.usual.unknown}</p>;
  const text = analyticsText.usual.at(usual.value, usual.low, usual.high, quantityWords[course.name].unit);
  return (
    <p className={unusual ? classes.warn : classes.dim}>{unusual ? `${analyticsText.usual.unusual}: ${text}` : text}</p>
  );
}

function qualityText(point: SeriesPoint | undefined): string {
  if (!point || point.grade === null) return analyticsText.chart.notMeasured;
  const flags = point.flags.map((flag) => flagWords[flag]);
  const level = point.quantities?.levelOfService;
  const service = level ? [analyticsText.chart.levelOfService(level)] : [];
  return [...service, `${analyticsText.chart.grade} ${gradeWords[point.grade]}`, ...flags].join(' · ');
}
