import type { ReactNode } from 'react';
import classes from './ui.module.css';

/** The frame of a page: one line with its title and actions, then its content. */
export function Page(props: { title: string; count?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          {props.title} {props.count !== undefined && <span className={classes.count}>{props.count}</span>}
        </h1>
        <div className={classes.actions}>{props.actions}</div>
      </header>
      {props.children}
    </div>
  );
}

/** What a page says while it has nothing to show. */
export function EmptyState(props: { title: string; children?: ReactNode }) {
  return (
    <section className={classes.empty}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}
