import type { Severity } from '../../../app/incident/incident.ts';
import { severityWords } from '../../text/incidents.ts';
import classes from './severityMark.module.css';

/** How grave an incident is as word, colour and shape: none of the three is needed to read the others. */
export function SeverityMark(props: { severity: Severity }) {
  return (
    <span className={classes.severity} data-severity={props.severity}>
      <svg viewBox="0 0 12 12" aria-hidden>
        {shapes[props.severity]}
      </svg>
      {severityWords[props.severity]}
    </span>
  );
}

const shapes: Readonly<Record<Severity, React.JSX.Element>> = {
  low: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  medium: <path d="M6 0.75 11.25 6 6 11.25 0.75 6z" />,
  high: <path d="M6 0.75 11.75 11H0.25z" />,
  critical: <path d="M3.6 0.25h4.8l3.35 3.35v4.8L8.4 11.75H3.6L0.25 8.4V3.6z" />,
};
