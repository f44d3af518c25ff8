/** Stands in for the rows of a long table that are out of sight, so that the scroll bar tells the truth. */
export function GapRow(props: { rows: number; columns: number; rowHeightPx: () => number }) {
  if (props.rows <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={props.columns} style={{ height: props.rows * props.rowHeightPx(), padding: 0 }} />
    </tr>
  );
}
