import { AppError } from '../../base/error.ts';
import type { Box } from '../../space/box.ts';
import type { TruthCamera, TruthCrossing, TruthHeader, TruthIncident, TruthLine, TruthRecord } from './truthRecords.ts';

/** A road user as one camera sees it in one step. */
export interface SeenUser {
  readonly id: number;
  readonly class: string;
  /** Of what can be seen, which is what a detector is trained to give. */
  readonly boxInImage: Box;
  /** Of all of it within the picture. */
  readonly wholeBoxInImage: Box;
  readonly visibleShare: number;
}

/** What of a truth concerns one camera. */
export interface CameraTruth {
  readonly header: TruthHeader;
  readonly camera: TruthCamera;
  readonly lines: readonly TruthLine[];
  /** By step. */
  readonly seen: readonly (readonly SeenUser[])[];
  readonly crossings: readonly TruthCrossing[];
  /** Of the whole site. */
  readonly incidents: readonly TruthIncident[];
}

/** The only camera of a truth, or the one that is named. @throws AppError `invalid-argument` with one sentence */
export function cameraOf({ cameras }: TruthHeader, name: string | undefined): TruthCamera {
  const names = cameras.map((camera) => camera.name).join(', ');
  if (name === undefined && cameras.length !== 1) {
    throw new AppError('invalid-argument', `The truth has several cameras. Name one with --camera: ${names}.`);
  }
  const camera = name === undefined ? cameras[0] : cameras.find((candidate) => candidate.name === name);
  if (!camera) throw new AppError('invalid-argument', `The truth has no camera "${name}". It has: ${names}.`);
  return camera;
}

/** Gathers a camera's truth from records in their order. */
export class CameraTruthBuilder {
  readonly #wanted: string | undefined;
  #head: Pick<CameraTruth, 'header' | 'camera' | 'lines'> | null = null;
  readonly #seen: SeenUser[][] = [];
  readonly #crossings: TruthCrossing[] = [];
  readonly #incidents: TruthIncident[] = [];

  constructor(camera: string | undefined) {
    this.#wanted = camera;
  }

  add(record: TruthRecord): void {
    if (record.record === 'header') {
      const camera = cameraOf(record, this.#wanted);
      const lines = record.countingLines.filter((line) => line.camera === camera.name);
      this.#head = { header: record, camera, lines };
    } else if (record.record === 'step') this.#seen.push(seenBy(this.#head?.camera.name ?? '', record));
    else if (record.record === 'crossing' && record.camera === this.#head?.camera.name) this.#crossings.push(record);
    else if (record.record === 'incident') this.#incidents.push(record);
  }

  build(): CameraTruth {
    if (!this.#head) throw new Error('no header was added');
    return { ...this.#head, seen: this.#seen, crossings: this.#crossings, incidents: this.#incidents };
  }
}

function seenBy(camera: string, { bodies }: Extract<TruthRecord, { record: 'step' }>): SeenUser[] {
  return bodies.flatMap((body) => {
    const there = body.cameras?.[camera];
    if (!there || body.class === null) return [];
    const whole = boxOf(there.box);
    return {
      id: body.id,
      class: body.class,
      boxInImage: there.visibleBox ? boxOf(there.visibleBox) : whole,
      wholeBoxInImage: whole,
      visibleShare: there.visibleShare,
    };
  });
}

function boxOf([cx, cy, w, h]: readonly [number, number, number, number]): Box {
  return { cx, cy, w, h };
}
