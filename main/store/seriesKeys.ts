import type { Interval } from '../../app/traffic/quantities/interval.ts';
import type { WritableDb } from './handles.ts';

type Series = Pick<Interval, 'cameraId' | 'element' | 'lengthMs'>;

type Kind = Series['element']['kind'];

/** Keys of one camera by element id. */
interface Known {
  readonly kind: Kind;
  readonly lengthMs: number;
  readonly keys: Map<string, number>;
}

/** The keys of the interval series by what these are about, remembered: asking for each row takes longer than writing it. */
export class SeriesKeys {
  readonly #find;
  readonly #add;
  /** By camera, then by the rest: a name of all of it would be made anew for each row. */
  readonly #known = new Map<string, Known[]>();

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
    const keys = this.#keysOf(cameraId, kind, lengthMs);
    const known = keys.get(id);
    if (known !== undefined) return known;
    const key = this.#find.get(cameraId, kind, id, lengthMs) ?? this.#add.get(cameraId, kind, id, lengthMs)!;
    keys.set(id, key);
    return key;
  }

  #keysOf(cameraId: string, kind: Kind, lengthMs: number): Map<string, number> {
    let ofCamera = this.#known.get(cameraId);
    if (!ofCamera) this.#known.set(cameraId, (ofCamera = []));
    let known = ofCamera.find((one) => one.kind === kind && one.lengthMs === lengthMs);
    if (!known) ofCamera.push((known = { kind, lengthMs, keys: new Map() }));
    return known.keys;
  }

  /** A transaction failed: what it added is gone. */
  forget(): void {
    this.#known.clear();
  }
}
