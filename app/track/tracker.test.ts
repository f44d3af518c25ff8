import { describe, expect, it } from 'vitest';
import type { Detection } from '../detect/detection.ts';
import { alikeGroupsOf, groupsOf } from './classGroups.ts';
import type { TrackerFrame, TrackerOutput } from './track.ts';
import { createTracker } from './tracker.ts';
import { defaultTrackerSettings } from './trackerSettings.ts';
import type { TrackerSettings } from './trackerSettings.ts';

const [car, truck, person, bicycle] = [2, 7, 0, 1];
const vehicleOrPerson = (classId: number): number => (classId === person ? 0 : 1);
const names = ['person', 'bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck'];
/** As the product has it. */
const byName = { groupOfClass: groupsOf(names), areAlike: alikeGroupsOf(names) };

interface Seen {
  readonly cx: number;
  readonly cy?: number;
  readonly w?: number;
  readonly h?: number;
  readonly score?: number;
  readonly classId?: number;
}

function detection({ cx, cy = 200, w = 80, h = 50, score = 0.8, classId = car }: Seen): Detection {
  return { boxInImage: { cx, cy, w, h }, classId, score };
}

function frame(ptsMs: number, ...seen: Seen[]): TrackerFrame {
  return { ptsMs, detections: seen.map(detection) };
}

/** A frame every `stepMs`, with what `seenAt` says of the time in seconds. */
function film(untilMs: number, stepMs: number, seenAt: (s: number) => (Seen | null)[]): TrackerFrame[] {
  return Array.from({ length: Math.floor(untilMs / stepMs) + 1 }, (_, index) => {
    const ptsMs = index * stepMs;
    return frame(ptsMs, ...seenAt(ptsMs / 1000).filter((seen) => seen !== null));
  });
}

function play(frames: readonly TrackerFrame[], settings: Partial<TrackerSettings> = {}): TrackerOutput[] {
  const tracker = createTracker({ groupOfClass: vehicleOrPerson, ...settings });
  return frames.map((one) => tracker.update(one));
}

/** `id: centres` of every track, in order of time. */
function pathsOf(outputs: readonly TrackerOutput[]): Record<number, number[]> {
  const paths: Record<number, number[]> = {};
  for (const { observed, backfilled } of outputs) {
    for (const { trackId, boxInImage } of [...backfilled, ...observed]) (paths[trackId] ??= []).push(boxInImage.cx);
  }
  return paths;
}

const idsOf = (outputs: readonly TrackerOutput[]): number[] => Object.keys(pathsOf(outputs)).map(Number);

describe('what the tracker says of each frame', () => {
  it('a track is told from its third observation on, with the two before, and its boxes are the detections themselves', () => {
    const frames = [100, 110, 120, 130].map((cx, index) => frame(index * 100, { cx }));
    const at = (index: number) => ({
      ...{ trackId: 1, classId: car, score: 0.8 },
      ...{ boxInImage: frames[index]!.detections[0]!.boxInImage, ptsMs: index * 100 },
    });
    expect(play(frames)).toEqual([
      { observed: [], backfilled: [], ended: [] },
      { observed: [], backfilled: [], ended: [] },
      { observed: [at(2)], backfilled: [at(0), at(1)], ended: [] },
      { observed: [at(3)], backfilled: [], ended: [] },
    ]);
  });

  it('what is seen twice only is never told', () => {
    const outputs = play(film(2000, 100, (s) => (s < 0.15 ? [{ cx: 100 }] : [])));
    expect(
      outputs.every(({ observed, backfilled, ended }) => observed.length + backfilled.length + ended.length === 0),
    );
  });

  it('a track ends, once, when it was not seen for longer than maxLostMs', () => {
    const outputs = play(film(5000, 100, (s) => (s < 0.95 ? [{ cx: 100 + 10 * s }] : [])));
    expect(outputs.flatMap(({ ended }, index) => ended.map((id) => [index * 100, id]))).toEqual([[4000, 1]]);
  });

  it.each([
    { name: 'a step back in time', nextMs: 150 },
    { name: 'the same time again', nextMs: 400 },
    { name: 'a gap beyond maxLostMs', nextMs: 400 + defaultTrackerSettings.maxLostMs + 1 },
  ])('$name ends all tracks, and ids are not used again', ({ nextMs }) => {
    const still = (fromMs: number) => [0, 100, 200, 300, 400].map((ms) => frame(fromMs + ms, { cx: 100 }));
    const outputs = play([...still(0), ...still(nextMs)]);
    expect(outputs.map(({ ended }) => ended)).toEqual([[], [], [], [], [], [1], [], [], [], []]);
    expect(idsOf(outputs)).toEqual([1, 2]);
  });

  it('a gap of maxLostMs ends nothing', () => {
    const outputs = play([0, 100, 200, 3200, 3300].map((ms) => frame(ms, { cx: 100 })));
    expect(idsOf(outputs)).toEqual([1]);
  });

  it('reset names the confirmed tracks and forgets all', () => {
    const tracker = createTracker();
    for (const ptsMs of [0, 100, 200]) tracker.update(frame(ptsMs, { cx: 100 }));
    tracker.update(frame(300, { cx: 100 }, { cx: 400 }));
    expect(tracker.reset()).toEqual([1]);
    expect(tracker.reset()).toEqual([]);
  });
});

/** Each protection with the story it is for, and the settings that switch it off. */
const stories: readonly {
  readonly name: string;
  readonly frames: readonly TrackerFrame[];
  readonly tracks: number;
  readonly without: Partial<TrackerSettings>;
  readonly tracksWithout: number;
}[] = [
  {
    name: 'a car behind a bridge pier for 0.8 s goes on under its id',
    frames: film(3000, 100, (s) => (s > 1 && s < 1.85 ? [] : [{ cx: 100 + 200 * s }])),
    tracks: 1,
    without: { maxLostMs: 500, joinGapMs: 0 },
    tracksWithout: 2,
  },
  {
    name: 'at 3 frames a second a car moves more than its length between frames',
    frames: film(3000, 333, (s) => [{ cx: 100 + 270 * s }]),
    tracks: 1,
    without: { bufferShare: 0, bufferPerUncertainty: 0, lookBackMs: 0, joinGapMs: 0 },
    tracksWithout: 0,
  },
  {
    name: 'a van called car and truck in turn is one road user',
    frames: film(2000, 100, (s) => [{ cx: 100 + 50 * s, classId: Math.round(10 * s) % 5 < 2 ? truck : car }]),
    tracks: 1,
    without: { groupOfClass: (classId) => classId, tentativeMisses: 9 },
    tracksWithout: 2,
  },
  {
    name: 'a car and a truck box on the same vehicle are one road user',
    frames: film(2000, 100, (s) => [{ cx: 100 + 50 * s }, { cx: 102 + 50 * s, classId: truck, score: 0.6 }]),
    tracks: 1,
    without: { duplicateIou: 1, nestedShare: 1 },
    tracksWithout: 2,
  },
  {
    name: 'the cab of a lorry is a part of it',
    frames: film(2000, 100, (s) => [
      { cx: 200 + 50 * s, w: 200, h: 80, classId: truck },
      { cx: 260 + 50 * s, w: 70, h: 60 },
    ]),
    tracks: 1,
    without: { nestedShare: 1 },
    tracksWithout: 2,
  },
  {
    name: 'the next car that drives out of the picture is not the one before',
    frames: film(4000, 100, (s) => {
      if (s > 1.05 && s < 2.45) return [];
      return [{ cx: s < 1.05 ? 100 + 300 * s : 380 + 300 * (s - 2.5) }];
    }),
    tracks: 2,
    without: { maxStrayed: 99 },
    tracksWithout: 1,
  },
  {
    name: 'a car that brakes while it is hidden and then hardly seen is the same car',
    frames: film(3000, 100, (s) => {
      if (s > 1.05 && s < 1.25) return [];
      return [{ cx: s < 1.05 ? 100 + 300 * s : 300 + 100 * s, score: s > 1 && s < 1.95 ? 0.15 : 0.8 }];
    }),
    tracks: 1,
    without: { joinGapMs: 0 },
    tracksWithout: 2,
  },
  {
    name: 'a car that drives off under the camera, slower and slower in the picture, is the same after a gap',
    frames: film(6000, 100, (s) => {
      const pxPerM = 900 / (12 + 25 * s);
      const seen = { cx: 320 + 2 * pxPerM, cy: 60 + 6 * pxPerM, w: 1.8 * pxPerM, h: 1.5 * pxPerM };
      return [s > 1.55 && s < 2.15 ? null : seen];
    }),
    tracks: 1,
    without: { joinGapMs: 0 },
    tracksWithout: 2,
  },
];

describe('road users keep their track', () => {
  it.each(stories)('$name', ({ frames, tracks, without, tracksWithout }) => {
    expect(idsOf(play(frames))).toHaveLength(tracks);
    expect(idsOf(play(frames, without)), 'the control: with the protection off').toHaveLength(tracksWithout);
  });

  it('two cars that pass each other keep their own', () => {
    const outputs = play(
      film(3000, 100, (s) => [
        { cx: 100 + 150 * s, cy: 200 },
        { cx: 550 - 150 * s, cy: 215 },
      ]),
    );
    const paths = Object.values(pathsOf(outputs));
    expect(paths).toHaveLength(2);
    expect(paths.map((path) => [path[0], path.at(-1)])).toEqual([
      [100, 550],
      [550, 100],
    ]);
  });

  it('the measured time between frames counts, not their number', () => {
    // Frames are dropped: between 1.0 s and 1.6 s there are none, and the car has gone 180 pixels meanwhile.
    const timesMs = [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1600, 1700, 1800, 1900];
    const cars = timesMs.map((ms) => frame(ms, { cx: 100 + 0.3 * ms }));
    const asIfEven = cars.map(({ detections }, index) => ({ ptsMs: index * 100, detections }));
    expect(idsOf(play(cars))).toEqual([1]);
    expect(idsOf(play(asIfEven))).toHaveLength(2);
  });

  describe('somebody on foot who is taken for a cyclist now and then', () => {
    const walker = (s: number, classId: number, score = 0.6) => ({ cx: 100 + 20 * s, w: 30, h: 70, classId, score });
    const turns = film(3000, 100, (s) => [walker(s, Math.round(10 * s) % 7 < 4 ? person : bicycle)]);
    const both = film(3000, 100, (s) => [walker(s, person), walker(s + 0.05, bicycle, 0.5)]);
    const alone = { ...byName, areAlike: () => false };

    it.each([
      ['in turn', turns],
      ['and found as both', both],
    ])('%s stays one road user', (_, frames) => {
      expect(idsOf(play(frames, byName))).toHaveLength(1);
      expect(idsOf(play(frames, alone)), 'the control: no class is like another').toHaveLength(2);
    });

    it('is another one than a rider on a cycle, whose boxes lie apart', () => {
      const rider = (s: number) => ({ cx: 100 + 60 * s, cy: 180, w: 30, h: 60, classId: person });
      const cycle = (s: number) => ({ cx: 100 + 60 * s, cy: 210, w: 25, h: 50, classId: bicycle });
      expect(
        idsOf(
          play(
            film(3000, 100, (s) => [rider(s), cycle(s)]),
            byName,
          ),
        ),
      ).toHaveLength(2);
    });
  });

  it('a person beside a car does not become it', () => {
    const outputs = play(
      film(1500, 100, (s) => [
        { cx: 100, classId: s < 0.75 ? person : car, w: 40, h: 100 },
        { cx: 300, classId: car },
      ]),
    );
    expect(idsOf(outputs)).toHaveLength(3);
  });
});

describe('weak detections', () => {
  const dipping = film(2000, 100, (s) => [{ cx: 100 + 30 * s, score: s > 0.85 && s < 1.35 ? 0.15 : 0.7 }]);

  it('carry a track on while it is seen badly', () => {
    expect(pathsOf(play(dipping))[1]).toHaveLength(21);
    expect(pathsOf(play(dipping, { lowScore: 0.2 }))[1]).toHaveLength(16);
  });

  it('never start one', () => {
    expect(idsOf(play(film(2000, 100, (s) => [{ cx: 100 + 30 * s, score: 0.2 }])))).toEqual([]);
  });

  it('before a track began are found when it is confirmed, so that its path begins where the vehicle came in', () => {
    const comingIn = film(1500, 100, (s) => [{ cx: 100 + 120 * s, score: s < 0.75 ? 0.15 : 0.7 }]);
    expect(pathsOf(play(comingIn))[1]![0]).toBe(100);
    expect(pathsOf(play(comingIn, { lookBackMs: 0 }))[1]![0]).toBe(100 + 120 * 0.8);
  });
});

describe('class of a track', () => {
  it('is the vote of its observations weighted by score, and stays while single frames differ', () => {
    const classes = [truck, car, car, car, truck, car, car];
    const outputs = play(classes.map((classId, index) => frame(index * 100, { cx: 100 + index, classId })));
    expect(outputs.flatMap(({ observed }) => observed.map(({ classId }) => classId))).toEqual([
      car,
      car,
      car,
      car,
      car,
    ]);
  });
});
