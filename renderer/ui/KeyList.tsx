import classes from './keyList.module.css';

/** Keys and what they do, one a line. */
export function KeyList(props: { keys: readonly (readonly [keys: string, effect: string])[] }) {
  return (
    <dl className={classes.keys}>
      {props.keys.map(([keys, effect]) => (
        <div key={keys}>
          <dt>{keys}</dt>
          <dd>{effect}</dd>
        </div>
      ))}
    </dl>
  );
}
