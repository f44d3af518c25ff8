import { Fragment, type ReactNode } from 'react';
import ui from '../../ui/ui.module.css';
import classes from './health.module.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** A titled panel of names and values. */
export function FactList(props: { title: string; facts: readonly Fact[] }) {
  return (
    <section className={`${ui.panel} ${classes.facts}`} aria-label={props.title}>
      <h2>{props.title}</h2>
      <dl>
        {props.facts.map(({ name, value }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
