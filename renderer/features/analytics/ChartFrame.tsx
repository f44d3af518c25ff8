import type { ReactElement } from 'react';
import { ResponsiveContainer } from 'recharts';
import classes from './analytics.module.css';

/** A chart as wide as its panel. It is one picture with words for those who do not see it; its numbers are in the CSV. */
export function ChartFrame(props: { label: string; tall?: boolean; children: ReactElement }) {
  return (
    <div className={classes.chart} data-tall={props.tall} role="img" aria-label={props.label}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 560, height: 210 }}>
        {props.children}
      </ResponsiveContainer>
    </div>
  );
}
