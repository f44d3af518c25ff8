import { analyticsText } from '../../text/analytics.ts';
import classes from './analytics.module.css';
import { colourOf, dashOf } from './look.ts';
import { type Series, marks } from './series.ts';

/** Which line is which, and what the marks mean that are there. */
export function Legend(props: { series: readonly Series[] }) {
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
