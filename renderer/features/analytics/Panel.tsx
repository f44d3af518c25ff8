import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { analyticsText } from '../../text/analytics.ts';
import { saveTextFile } from '../../ui/saveTextFile.ts';
import ui from '../../ui/ui.module.css';
import classes from './analytics.module.css';
import { fileName } from './exports.ts';

/** A framed picture of numbers, with those numbers as CSV. */
export function Panel(props: {
  title: string;
  /** What is shown, as CSV text; absent while there is nothing. */
  csv?: (() => string) | undefined;
  wide?: boolean;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { title, csv } = props;
  return (
    <section className={`${ui.panel} ${classes.panel}`} data-wide={props.wide} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <div className={classes.aside}>
          {props.aside}
          {csv && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={analyticsText.csvOf(title)}
              onClick={() => saveTextFile(fileName(title), csv(), 'text/csv;charset=utf-8')}
            >
              {analyticsText.csv}
            </Button>
          )}
        </div>
      </header>
      {props.children}
    </section>
  );
}
