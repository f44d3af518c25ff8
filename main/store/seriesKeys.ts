import type { Interval } from '../../app/traffic/quantities/interval.ts';
import type { WritableDb } from './handles.ts';

type Series = Pick<Interval, 'cameraId' | 'element' | 'lengthMs'>;

/** The keys of the interval series by what these are about, remembered: asking for each row takes longer than writing it. */
export class SeriesKeys {
  readonly #find;
  readonly #add;
  readonly #known = new Map<string, number>();

  constructor(db: WritableDb) {
    this.#find = db
      .prepare<[string, string, string, number], number>(`
        SELECT series_key FROM interval_series
        WHERE camera_id = ? AND element_kind = ? AND element_id = ? AND length_ms = ?`)
      .pluck();
    this.#add = db
      .prepare<[string, string, string, number], number>(`
        INSERT INTO interval_series (camera_id, element_kind, element_id, length_ms) VALUES (?, ?, ?, ?)
        RETURNING series_key`)
      .pluck();
  }

  /** Adds the series where there is none; to be called within a transaction. */
  of({ cameraId, element: { kind, id }, lengthMs }: Series): number {
    const name = `${lengthMs} ${kind} ${cameraId.length} ${cameraId} ${id}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const key = this.#find.get(cameraId, kind, id, lengthMs) ?? this.#add.get(cameraId, kind, id, lengthMs)!;
    this.#known.set(name, key);
    return key;
  }

  /** A transaction failed: what it added is gone. */
  forget(): void {
    this.#known.clear();
  }
}
