import type { OperatorAlert } from '../../app/contracts/console.ts';
import { useFact, useHourMs } from '../state/context.tsx';
import { since } from '../text/format.ts';
import { shellText } from '../text/shell.ts';
import classes from './ui.module.css';

const weight: Readonly<Record<OperatorAlert['severity'], number>> = { critical: 0, warning: 1, info: 2 };

/** Every alert that is on: the gravest first, among equals the oldest first. */
export function AlertList() {
  const alerts = useFact((facts) => facts.alerts);
  const sorted = alerts.toSorted((a, b) => weight[a.severity] - weight[b.severity] || a.sinceAtMs - b.sinceAtMs);
  if (sorted.length === 0) return <p className={classes.alertTip}>{shellText.alerts.none}</p>;
  return (
    <ul className={classes.alertList}>
      {sorted.map((alert) => (
        <AlertItem key={alert.key} alert={alert} />
      ))}
    </ul>
  );
}

function AlertItem(props: { alert: OperatorAlert }) {
  const { severity, text, tip, sinceAtMs } = props.alert;
  const now = useHourMs();
  return (
    <li className={classes.alert} data-severity={severity}>
      <div className={classes.alertHead}>
        <span>{shellText.alerts.severity[severity]}</span>
        <span>{shellText.alerts.since(since(sinceAtMs, now))}</span>
      </div>
      <p className={classes.alertText}>{text}</p>
      <p className={classes.alertTip}>{tip}</p>
    </li>
  );
}
