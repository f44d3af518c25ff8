import { AppError } from '../../base/error.ts';
import { type TruthHeader, type TruthRecord, truthRecordSchema, truthSchemaVersion } from './truthRecords.ts';

/**
 * Reads truth line by line and refuses what is no whole truth: a line that is none, steps that are not all there, a
 * missing last line, sums that differ. Errors are AppErrors `data-loss` (torn) and `invalid-argument` (no truth).
 */
export class TruthReader {
  #header: TruthHeader | null = null;
  #lineNumber = 0;
  #steps = 0;
  #crossings = 0;
  #laneEnds = 0;
  #incidents = 0;
  #ended = false;

  read(text: string): TruthRecord {
    this.#lineNumber++;
    const record = this.#parse(text);
    if (this.#ended) throw this.#notTruth('it goes on after its last line');
    if ((record.record === 'header') !== (this.#header === null)) {
      throw this.#notTruth(this.#header ? 'it has a second header' : 'its first line is no header');
    }
    if (record.record === 'header') this.#header = record;
    else if (record.record === 'step') {
      if (record.step !== this.#steps) throw this.#torn(`step ${this.#steps} is missing`);
      this.#steps++;
    } else if (record.record === 'crossing') this.#crossings++;
    else if (record.record === 'lane-end') this.#laneEnds++;
    else if (record.record === 'incident') this.#incidents++;
    else {
      const isWhole =
        record.steps === this.#steps &&
        record.steps === this.#header?.steps &&
        record.crossings === this.#crossings &&
        record.laneEnds === this.#laneEnds &&
        record.incidents === this.#incidents;
      if (!isWhole) throw this.#torn('its sums differ from its lines');
      this.#ended = true;
    }
    return record;
  }

  /** Call after the last line. @throws AppError `data-loss` when the truth has no end */
  finish(): void {
    if (this.#lineNumber === 0)
      throw new AppError('invalid-argument', 'The truth is empty. Make it with its simulate.');
    if (!this.#ended) throw this.#torn('its last line is missing');
  }

  #parse(text: string): TruthRecord {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      // A writer that was stopped leaves half a line; a file that begins so never was truth.
      throw this.#header
        ? this.#torn('its last line is cut off', cause)
        : this.#notTruth('it is not JSON lines', cause);
    }
    const parsed = truthRecordSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
    if (this.#header === null && typeof version === 'number' && version !== truthSchemaVersion) {
      throw this.#notTruth(`it has version ${version}, and only ${truthSchemaVersion} is known here`);
    }
    const [issue] = parsed.error.issues;
    throw this.#notTruth(`${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not known'}`, parsed.error);
  }

  #torn(what: string, cause?: unknown): AppError {
    const text = `The truth is torn, ${what} (line ${this.#lineNumber}). Make it again with its simulate.`;
    return new AppError('data-loss', text, { cause });
  }

  #notTruth(what: string, cause?: unknown): AppError {
    const text = `This is no truth of its simulate, ${what} (line ${this.#lineNumber}).`;
    return new AppError('invalid-argument', text, { cause });
  }
}
