import { analyticsText } from '../../text/analytics.ts';
import classes from './analytics.module.css';
import { colourOf, dashOf } from './look.ts';
import type { Series, Shade, ShadeKind } from './series.ts';

const shadeKinds: readonly ShadeKind[] = ['none', 'bad', 'doubtful'];

/** Which line is which, and what the shades mean that are there. */
export function Legend(props: { series: readonly Pick<Series, 'key' | 'label'>[]; shades: readonly Shade[] }) {
  const present = shadeKinds.filter((kind) => props.shades.some((shade) => shade.kind === kind));
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
        {analyticsText.shades.band}
      </li>
      {present.map((kind) => (
        <li key={kind}>
          <svg viewBox="0 0 28 10" aria-hidden>
            <rect width="28" height="10" className={classes[`shade-${kind}`]} />
          </svg>
          {analyticsText.shades[kind]}
        </li>
      ))}
    </ul>
  );
}

/** Patterns that the shades are filled with: each is known by its hatch, not by its colour alone. */
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
