import type { Box } from '../../space/box.ts';
import { type Body, type BodyInPicture, cocoClassOf, type SceneInstant, type SignalState } from '../scene.ts';
import type { LaneEnd } from './demoRun.ts';
import { GroundCrossings } from './groundCrossings.ts';
import { rounded } from './rounded.ts';
import type {
  TruthBody,
  TruthCrossing,
  TruthEnd,
  TruthHeader,
  TruthIncident,
  TruthInCamera,
  TruthLaneEnd,
  TruthStep,
} from './truthRecords.ts';

/** Lower boxes are specks near the horizon and left out. */
const leastHeightPx = 2;

/** One step as it was simulated and seen. */
export interface RecordedStep {
  readonly instant: SceneInstant;
  readonly laneOf: (bodyId: number) => string | null;
  readonly laneEnds: readonly LaneEnd[];
  readonly light: string;
  /** Where bodies are in each camera's picture, in the order of the header's cameras. */
  readonly boxes: readonly (readonly BodyInPicture[])[];
}

/** Makes the records of a simulation: `step` for each step in turn, `finish` once after the last. */
export class TruthRecorder {
  readonly #cameras: readonly string[];
  readonly #crossings: GroundCrossings;
  #signals: ReadonlyMap<string, SignalState> = new Map();
  readonly #roadUsers = new Set<number>();
  #steps = 0;
  #crossed = 0;
  #laneEnds = 0;
  #light: string;

  constructor({ cameras, countingLines, light }: TruthHeader) {
    this.#light = light;
    this.#cameras = cameras.map(({ name }) => name);
    this.#crossings = new GroundCrossings(
      countingLines.map(({ name, camera, onGround }) => ({ name, camera, ...onGround })),
    );
  }

  step({ instant, laneOf, laneEnds, light, boxes }: RecordedStep): (TruthStep | TruthCrossing | TruthLaneEnd)[] {
    const { timeMs, bodies } = instant;
    const isMore = (there: BodyInPicture): boolean => there.boxInImage.h >= leastHeightPx;
    const byCamera = boxes.map((seen) => new Map(seen.filter(isMore).map((there) => [there.id, there])));
    const signals = [...instant.signals].filter(([head, state]) => this.#signals.get(head) !== state);
    this.#signals = new Map(instant.signals);
    const crossings = this.#crossings.step(timeMs, bodies);
    this.#crossed += crossings.length;
    const ends = laneEndsOf(laneEnds, instant);
    this.#laneEnds += ends.length;
    const isNewLight = light !== this.#light;
    this.#light = light;
    for (const { id, kind } of bodies) if (cocoClassOf[kind]) this.#roadUsers.add(id);
    return [
      {
        record: 'step',
        step: this.#steps++,
        timeMs,
        ...(isNewLight && { light }),
        ...(signals.length > 0 && { signals: Object.fromEntries(signals) }),
        bodies: bodies.map((body) => this.#bodyOf(body, laneOf(body.id), byCamera)),
      },
      ...crossings,
      ...ends,
    ];
  }

  finish(incidents: readonly Omit<TruthIncident, 'record'>[]): (TruthIncident | TruthEnd)[] {
    return [
      ...incidents.map((incident): TruthIncident => ({ record: 'incident', ...incident })),
      {
        record: 'end',
        steps: this.#steps,
        roadUsers: this.#roadUsers.size,
        crossings: this.#crossed,
        laneEnds: this.#laneEnds,
        incidents: incidents.length,
      },
    ];
  }

  #bodyOf(body: Body, lane: string | null, byCamera: readonly ReadonlyMap<number, BodyInPicture>[]): TruthBody {
    const cameras = this.#cameras.flatMap((camera, place): [string, TruthInCamera][] => {
      const there = byCamera[place]?.get(body.id);
      return there ? [[camera, inCamera(there)]] : [];
    });
    return {
      id: body.id,
      class: cocoClassOf[body.kind]?.name ?? null,
      kind: body.kind,
      lane,
      xM: rounded(body.xM, 3),
      yM: rounded(body.yM, 3),
      headingRad: rounded(body.headingRad, 4),
      speedMps: rounded(body.speedMps, 3),
      ...(cameras.length > 0 && { cameras: Object.fromEntries(cameras) }),
    };
  }
}

function laneEndsOf(laneEnds: readonly LaneEnd[], { timeMs, bodies }: SceneInstant): TruthLaneEnd[] {
  return laneEnds.flatMap(({ lane, bodyId }): TruthLaneEnd[] => {
    const kind = bodies.find(({ id }) => id === bodyId)?.kind;
    const cocoClass = kind ? cocoClassOf[kind] : null;
    return cocoClass ? [{ record: 'lane-end', lane, id: bodyId, class: cocoClass.name, timeMs }] : [];
  });
}

function inCamera({ boxInImage, visibleBoxInImage, visibleShare }: BodyInPicture): TruthInCamera {
  const [box, visibleBox] = [numbersOf(boxInImage), numbersOf(visibleBoxInImage)];
  const isSame = box.every((number, place) => number === visibleBox[place]);
  return { box, ...(!isSame && { visibleBox }), visibleShare: rounded(visibleShare, 3) };
}

function numbersOf({ cx, cy, w, h }: Box): TruthInCamera['box'] {
  return [rounded(cx, 2), rounded(cy, 2), rounded(w, 2), rounded(h, 2)];
}
