import { expect, it } from 'vitest';
import { pictureWatchLimits, repetitionTexts } from '../../detect/pictureWatch.ts';
import { createWorld, runningInference, statusOf } from './testing/world.ts';

it.each([
  ['frozen', repetitionTexts.frozen, 1],
  ['looped', repetitionTexts.looped, 1],
  ['merely small', 'The picture is small (320 x 240 pixels): distant vehicles may be missed.', 0],
])('F12: a picture that is %s', async (_name, warning, alerts) => {
  const world = createWorld();
  await world.modelInUse('/m.onnx');
  const { cameraId } = await world.window.addCamera({
    settings: {
      number: 1,
      name: 'North gate',
      sourceUrl: 'rtsp://10.0.0.1/live',
      enabled: true,
      analysisFps: 5,
      playback: { pace: 'realTime', loop: true },
    },
  });
  const vision = world.startVision();
  await world.settle();
  const told = (): string[] => world.health().alerts.map(({ key, text }) => `${key}: ${text}`);
  vision.say({ cameras: [{ ...statusOf(cameraId), warnings: [warning] }], inference: runningInference });
  await world.clock.advance(1000);
  expect(told()).toEqual([`picture-repeated:${cameraId}: Camera 1 "North gate": ${warning}`].slice(0, alerts));
  vision.say({ cameras: [statusOf(cameraId)], inference: runningInference });
  await world.clock.advance(1000);
  expect(told()).toEqual([]);
});

it('the texts name the time after which they are said', () => {
  const seconds = `${pictureWatchLimits.repeatedMs / 1000} s`;
  expect(Object.values(repetitionTexts).filter((text) => !text.includes(seconds))).toEqual([]);
});
