import { analyticsText } from '../../text/analytics.ts';
import classes from './analytics.module.css';
import { colourOf, dashOf } from './look.ts';
import { type Series, marks } from './series.ts';
import type { UsualCourse } from './usualCourse.ts';

/** Which line is which, and what the marks mean that are there. */
export function Legend(props: { series: readonly Series[]; usual?: readonly UsualCourse[] }) {
  const hasUsual = props.usual?.some(({ points }) => points.some(({ usual }) => usual)) === true;
  const hasUnusual = props.usual?.some(({ points }) => points.some(({ unusual }) => unusual)) === true;
  const seen = new Set(props.series.flatMap(({ points }) => points.map(({ mark }) => mark)));
  return (
    <ul className={classes.legend}>
      {props.series.map(({ key, label }, place) => (
        <li key={key}>
          <svg viewBox="0 0 28 10" aria-hidden>
            <path d="M0 5h28" stroke={colourOf(place)} strokeDasharray={dashOf(place)} strokeWidth="2" />
          </svg>
          {label}
        </li>
      ))}
      <li>
        <svg viewBox="0 0 28 10" aria-hidden>
          <rect width="28" height="10" className={classes.band} />
        </svg>
        {analyticsText.band}
      </li>
      {hasUsual && (
        <li>
          <svg viewBox="0 0 28 10" aria-hidden>
            <rect x="0.5" y="0.5" width="27" height="9" className={classes.usualBox} />
          </svg>
          {analyticsText.usual.band((props.usual?.[0]?.span.lengthMs ?? 0) / 60_000)}
        </li>
      )}
      {hasUnusual && (
        <li>
          <svg viewBox="0 0 28 10" aria-hidden>
            <rect y="1" width="28" height="4" className={classes.unusualBox} />
          </svg>
          {analyticsText.usual.mark}
        </li>
      )}
      {marks
        .filter((mark) => seen.has(mark))
        .map((mark) => (
          <li key={mark}>
            <svg viewBox="0 0 28 10" aria-hidden>
              <rect width="28" height="10" className={classes[`mark-${mark}`]} />
            </svg>
            {analyticsText.marks[mark]}
          </li>
        ))}
    </ul>
  );
}

/** Patterns that the marks are filled with: each is known by its hatch, not by its colour alone. */
export function Hatches() {
  return (
    <svg className="unseen" aria-hidden>
      <defs>
        {hatches.map(({ id, stroke, turn }) => (
          <pattern
            key={id}
            id={id}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${turn})`}
          >
            <path d="M0 0V6" stroke={stroke} strokeWidth="2" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

const hatches = [
  { id: 'hatch-none', stroke: '#3a434d', turn: 45 },
  { id: 'hatch-bad', stroke: '#7a3a36', turn: -45 },
] as const;
