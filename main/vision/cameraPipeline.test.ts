import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { type Log, silentLog } from '../../app/base/log.ts';
import { unmeasuredQuality } from '../../app/camera/cameraState.ts';
import type { AnalysedFrame, CameraJob, LearntView, Observation } from '../../app/contracts/vision.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import type { Tracker, TrackObservation } from '../../app/track/track.ts';
import { drawn, drawnSize, type Look } from '../../app/traffic/view/testing/drawnStreet.ts';
import type { CameraSource, FrameStamp, FrameTarget } from '../sources/source.ts';
import { CameraPipeline } from './cameraPipeline.ts';
import { keepEveryMs } from './cameraView.ts';

const box = { cx: 600, cy: 300, w: 80, h: 40 };
/** One car that stands where it is. */
const oneCar: Tracker = {
  update: ({ ptsMs }) => ({
    observed: [{ trackId: 1, classId: 0, score: 0.9, boxInImage: box, ptsMs }],
    ...{ backfilled: [], ended: [] },
  }),
  reset: () => [],
};

/** A camera of a drawn street: what comes of its analysed frames. */
class Filmed {
  readonly clock = new SimulatedClock(Date.UTC(2026, 2, 3, 8));
  readonly learnt: LearntView[] = [];
  readonly observed: Observation[] = [];
  readonly overlay: AnalysedFrame[] = [];
  readonly finished: FinishedTrack[] = [];
  readonly warnings: string[] = [];
  readonly pipeline: CameraPipeline;
  #target: FrameTarget | null = null;
  #frame = 0;

  constructor(change: Partial<CameraJob> = {}, isAnalysed = true, tracker = oneCar) {
    const log: Log = { ...silentLog, log: (_level, message) => this.warnings.push(message) };
    const quality = { ...unmeasuredQuality, brightness: 100, contrast: 40, sharpness: 300 };
    const job: CameraJob = {
      ...{ cameraId: 'a', number: 1, name: 'North', sourceUrl: 'rtsp://10.0.0.1/', enabled: true, analysisFps: 5 },
      ...{ playback: { pace: 'realTime', loop: true }, credentials: null, weight: 1, signalHeads: [] },
      ...{ sceneVersion: 1, viewFingerprint: null },
      ...change,
    };
    this.pipeline = new CameraPipeline(job, {
      ...{ clock: this.clock, log, isAnalysed, input: drawnSize, classes: ['car'] },
      openCamera: (_job, target) => {
        this.#target = target;
        return { quality, transcode: () => undefined, close: () => Promise.resolve() } as unknown as CameraSource;
      },
      newTracker: () => tracker,
      finishedTrack: (track) => this.finished.push(track),
      observed: (observation) => this.observed.push(observation),
      learntView: (view) => this.learnt.push(view),
      frameReady: () => undefined,
    });
    this.pipeline.watchOverlay({ frame: (frame) => this.overlay.push(frame), ended: () => undefined });
  }

  /** @param perS frames a second */
  async films(forS: number, look: (frame: number) => Look, perS = 1): Promise<void> {
    for (let k = 0; k < forS * perS; k++) {
      this.#frame++;
      const now = this.clock.monoMs();
      const stamp: FrameStamp = {
        ...{ ptsUs: now * 1000, epoch: 1, source: { width: 1280, height: 720 } },
        ...{ arrivedAtMs: this.clock.wallMs(), arrivedMonoMs: now },
      };
      this.#target!.begin()!.set(drawn(look(this.#frame)));
      this.#target!.publish(stamp);
      this.pipeline.analysed(stamp, { detections: [], runMs: 1, cpuMs: 1 });
      await this.clock.advance(1000 / perS);
    }
  }

  get views(): (string | undefined)[] {
    return [...new Set(this.observed.map(({ view }) => view?.view))];
  }
}

const living = (frame: number): Look => ({ seed: frame });
const movedBy = (x: number) => (frame: number) => ({ seed: frame, movedPx: { x, y: 0 } });
/** As it comes back from the store. */
const learntBytes = async (): Promise<Uint8Array> => {
  const before = new Filmed();
  await before.films(62, living);
  return before.learnt[0]!.bytes;
};

describe('the view of an analysed camera', () => {
  it('is learnt, told once to be kept, and again in its light ten minutes later', async () => {
    const camera = new Filmed();
    await camera.films(62, living);
    const first = [...camera.learnt];
    await camera.clock.advance(keepEveryMs);
    await camera.films(2, living);
    expect(first).toEqual([{ cameraId: 'a', sceneVersion: 1, bytes: expect.any(Uint8Array) }]);
    expect([camera.learnt.length, camera.views]).toEqual([2, ['learning', 'good']]);
    expect(camera.observed.at(-1)?.view).toEqual({
      ...{ brightness: 100, contrast: 40, sharpness: 300, view: 'good', isRepeated: false },
    });
  });

  it('is not told while the camera has no scene', async () => {
    const camera = new Filmed({ sceneVersion: null });
    await camera.films(62, living);
    expect([camera.learnt, camera.views]).toEqual([[], ['learning', 'good']]);
  });

  it('that was kept shows that the camera was turned while nobody looked', async () => {
    const viewFingerprint = await learntBytes();
    const [turned, untouched] = [new Filmed({ viewFingerprint }), new Filmed({ viewFingerprint })];
    await turned.films(10, movedBy(12));
    await untouched.films(10, living);
    expect([turned.views, untouched.views]).toEqual([['good', 'moved'], ['good']]);
  });

  it('is learnt anew for another version of the scene, and goes on for the same one', async () => {
    const viewFingerprint = await learntBytes();
    const [drawnAnew, same] = [new Filmed({ viewFingerprint }), new Filmed({ viewFingerprint })];
    drawnAnew.pipeline.scene = { signalHeads: [], sceneVersion: 2 };
    same.pipeline.scene = { signalHeads: [], sceneVersion: 1 };
    await drawnAnew.films(62, movedBy(12));
    await same.films(10, movedBy(12));
    expect([drawnAnew.views, drawnAnew.learnt.map(({ sceneVersion }) => sceneVersion)]).toEqual([
      ['learning', 'good'],
      [2],
    ]);
    expect([same.views, same.learnt]).toEqual([['good', 'moved'], []]);
  });

  it('is learnt anew, with a word in the log, when what was kept cannot be read', async () => {
    const camera = new Filmed({ viewFingerprint: new Uint8Array(3) });
    await camera.films(2, living);
    expect([camera.views, camera.warnings]).toEqual([
      ['learning'],
      ['The stored view of the camera cannot be read; let it be learnt anew.'],
    ]);
  });

  it('is not watched while no detector looks at the camera', async () => {
    const camera = new Filmed({}, false);
    await camera.films(2, living);
    expect(camera.views).toEqual([undefined]);
  });

  it('that stands still is said to be repeated at once, and to be frozen before ten seconds are over', async () => {
    const camera = new Filmed({ viewFingerprint: await learntBytes() });
    await camera.films(3, living);
    camera.observed.length = 0;
    await camera.films(9, () => ({ seed: 1000 }));
    const after = (s: number) => camera.observed[s]?.view;
    expect([after(1), after(3), after(8)]).toMatchObject([
      { view: 'good', isRepeated: false },
      { view: 'good', isRepeated: true },
      { view: 'frozen', isRepeated: true },
    ]);
  });
});

describe('a track that is believed at its third sight', () => {
  it('comes to windows with the boxes of the two before, and their times', async () => {
    const sights: TrackObservation[] = [];
    const believedAtThird: Tracker = {
      ...oneCar,
      update(frame) {
        const { observed } = oneCar.update(frame);
        sights.push(...observed);
        const isNew = sights.length === 3;
        return { observed: isNew ? observed : [], backfilled: isNew ? sights.slice(0, 2) : [], ended: [] };
      },
    };
    const camera = new Filmed({}, true, believedAtThird);
    const startMs = camera.clock.monoMs();
    await camera.films(3, living);
    const row = [1, 0, 0.9, box.cx, box.cy, box.w, box.h];
    expect(camera.overlay.map(({ tracks, earlier }) => ({ tracks, earlier }))).toEqual([
      { tracks: [], earlier: [] },
      { tracks: [], earlier: [] },
      {
        tracks: [row],
        earlier: [
          [startMs, row],
          [startMs + 1000, row],
        ],
      },
    ]);
  });
});

describe('a camera that drifted a little', () => {
  it('is put back for the scene and the black box; windows draw boxes where they are in the picture', async () => {
    const camera = new Filmed({ viewFingerprint: await learntBytes() });
    await camera.films(8, movedBy(2));
    await camera.pipeline.close();
    const [, , , cx, cy] = camera.observed.at(-1)!.tracks[0]!;
    expect([camera.views, cx, cy]).toEqual([['good'], expect.closeTo(592, 0), expect.closeTo(300, 0)]);
    expect(camera.finished[0]?.path.at(-1)?.[1]).toBe(cx);
    expect(camera.overlay.at(-1)?.tracks[0]?.[3]).toBe(600);
  });

  it('control: one in its place is left alone', async () => {
    const camera = new Filmed({ viewFingerprint: await learntBytes() });
    await camera.films(8, living);
    expect(camera.observed.at(-1)!.tracks[0]![3]).toBeCloseTo(600, 0);
  });
});
