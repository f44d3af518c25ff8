import classes from './analytics.module.css';

/** A table whose cells are as bright as their values are great; every value can also be read. */
export function HeatTable(props: {
  label: string;
  corner: string;
  columns: readonly string[];
  rows: readonly {
    readonly name: string;
    readonly cells: readonly { readonly value: number | null; readonly text: string; readonly title: string }[];
  }[];
  /** Small cells show their text on hovering and to screen readers only. */
  compact?: boolean;
}) {
  const most = Math.max(0, ...props.rows.flatMap(({ cells }) => cells.map(({ value }) => value ?? 0)));
  return (
    <div className={classes.heatBox}>
      <table className={classes.heat} aria-label={props.label} data-compact={props.compact}>
        <thead>
          <tr>
            <th scope="col">{props.corner}</th>
            {props.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map(({ value, text, title }, place) => (
                <td
                  key={props.columns[place]}
                  title={`${name}, ${props.columns[place]}: ${title}`}
                  data-none={value === null || undefined}
                  style={value === null ? undefined : { backgroundColor: shadeOf(most > 0 ? value / most : 0) }}
                >
                  {props.compact ? <span className="unseen">{title}</span> : text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** From the ground to a blue on which light text can still be read. */
const shadeOf = (share: number): string => `color-mix(in oklab, #275d96 ${Math.round(100 * share)}%, #1e242b)`;
