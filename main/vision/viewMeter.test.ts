import { expect, test } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { drawn, drawnSize, type Look } from '../../app/traffic/view/testing/drawnStreet.ts';
import { ViewMeter } from './viewMeter.ts';

const startAtMs = Date.UTC(2026, 2, 3, 8);
const framesPerS = 2;

/** A camera of a drawn street, watched from second 0 on; frames come as they are analysed. */
class Camera {
  readonly #clock = new SimulatedClock(startAtMs);
  readonly meter: ViewMeter;
  #frame = 0;

  constructor(isRecorded = false) {
    this.meter = new ViewMeter(this.#clock, null, { isRecorded });
  }

  async films(forS: number, lookAt: (frame: number) => Look): Promise<void> {
    for (let k = 0; k < forS * framesPerS; k++) {
      this.#frame++;
      this.meter.frame(drawn(lookAt(this.#frame)), drawnSize, { width: 1280, height: 720 });
      await this.#clock.advance(1000 / framesPerS);
    }
  }

  stepWall(byMs: number): void {
    this.#clock.stepWall(byMs);
  }
}

const living = (frame: number): Look => ({ seed: frame });
const still = (): Look => ({ seed: 1 });

test('a camera learns its view; a knock is told with the wall time since when', async () => {
  const camera = new Camera();
  await camera.films(62, living);
  expect(camera.meter.view().state).toBe('ok');
  expect(camera.meter.fingerprint).not.toBeNull();
  await camera.films(10, (frame) => ({ ...living(frame), movedPx: { x: 12, y: 0 } }));
  expect(camera.meter.view()).toMatchObject({ state: 'moved', sinceMs: startAtMs + 62_000 });
  camera.stepWall(3_600_000);
  expect(camera.meter.view().sinceMs).toBe(startAtMs + 62_000 + 3_600_000);
});

test('a picture that stands still is frozen within 10 s, and no more with the next new one', async () => {
  const camera = new Camera();
  await camera.films(62, living);
  await camera.films(10, still);
  expect(camera.meter.view().state).toBe('frozen');
  await camera.films(1, living);
  expect(camera.meter.view().state).toBe('ok');
});

test('a recording may stand still', async () => {
  const camera = new Camera(true);
  await camera.films(62, living);
  await camera.films(20, still);
  expect(camera.meter.view().state).toBe('ok');
});
