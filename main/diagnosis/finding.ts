/** One thing that the doctor looked at. */
export interface Finding {
  readonly name: string;
  /** `ok`: fine; `limited`: works with less; `missing`: the product cannot do its job without it. */
  readonly verdict: 'ok' | 'limited' | 'missing';
  /** What was found. */
  readonly found: string;
  /** What to do, empty when nothing is to be done. */
  readonly advice: string;
}
