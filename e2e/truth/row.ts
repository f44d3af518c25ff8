/** One line of `npm run truth`: a goal, what was measured for it, and whether it was met. */
export interface TruthRow {
  /** Of the goal table, for example `11`. */
  readonly goal: string;
  readonly what: string;
  readonly figure: string;
  readonly limit: string;
  readonly met: boolean;
}
