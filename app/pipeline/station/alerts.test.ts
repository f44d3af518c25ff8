import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/error.ts';
import { reasonOf } from '../../camera/reasonText.ts';
import { alertTexts, livingWorld, north } from './testing/livingWorld.ts';
import { createWorld, runningInference, statusOf } from './testing/world.ts';

describe('alerts', () => {
  it('are none while everything works', async () => {
    const { world } = await livingWorld();
    await world.clock.advance(60_000);
    expect(world.health()).toMatchObject({
      alerts: [],
      inference: runningInference,
      store: { databaseMb: 12, freeDiskMb: 50_000, tracksStored: 0, bytesPerTrack: null },
    });
  });

  it('name a camera that has not been live for 10 s, with its reason, and stop when it is live', async () => {
    const { world, vision, cameraId } = await livingWorld();
    const story: string[][] = [];
    vision.say({
      cameras: [statusOf(cameraId, { state: 'failed', reason: reasonOf('unreachable') })],
      inference: runningInference,
    });
    await world.clock.advance(9000);
    story.push(alertTexts(world));
    await world.clock.advance(2000);
    story.push(alertTexts(world));
    vision.say({ cameras: [statusOf(cameraId)], inference: runningInference });
    await world.clock.advance(1000);
    story.push(alertTexts(world));
    expect(story).toEqual([
      [],
      [
        `warning camera-not-live:${cameraId}: Camera 1 "North gate" shows no live picture: The camera cannot be reached.`,
      ],
      [],
    ]);
  });

  it('name wrong credentials at once', async () => {
    const { world, vision, cameraId } = await livingWorld();
    const reason = reasonOf('credentials');
    vision.say({ cameras: [statusOf(cameraId, { state: 'failed', reason })], inference: runningInference });
    await world.clock.advance(1000);
    expect(world.health().alerts.map(({ text, tip }) => [text, tip])).toEqual([
      [
        'Camera 1 "North gate" shows no live picture: The camera does not accept the user name or the password.',
        reason.tip,
      ],
    ]);
  });

  it('do not name a camera that is switched off, and health says that it is off', async () => {
    const { world, vision, cameraId } = await livingWorld();
    await world.window.updateCamera({ cameraId, settings: { ...north, enabled: false } });
    vision.say({ cameras: [], inference: runningInference });
    await world.clock.advance(60_000);
    expect([world.health().alerts, world.health().cameras.map(({ state }) => state)]).toEqual([[], ['off']]);
  });

  it('keep their begin while their text changes, and stand by the monotonic clock alone', async () => {
    const { world, vision, cameraId } = await livingWorld();
    const failed = statusOf(cameraId, { state: 'failed', reason: reasonOf('unreachable') });
    vision.say({ cameras: [failed], inference: runningInference });
    world.clock.stepWall(3_600_000);
    await world.clock.advance(5000);
    const afterStep = world.health().alerts.length;
    await world.clock.advance(6000);
    const [first] = world.health().alerts;
    vision.say({ cameras: [{ ...failed, reason: reasonOf('refused') }], inference: runningInference });
    await world.clock.advance(5000);
    const [second] = world.health().alerts;
    expect([afterStep, second?.sinceAtMs === first?.sinceAtMs, second?.text === first?.text]).toEqual([0, true, false]);
  });

  it('say when the video processing is gone, instead of naming every camera', async () => {
    const { world, vision } = await livingWorld();
    vision.die();
    await world.clock.advance(11_000);
    const gone = alertTexts(world);
    world.startVision();
    await world.clock.advance(1000);
    expect([gone, alertTexts(world)]).toEqual([
      ['critical vision-gone: The video processing is not running: no camera is shown or analysed.'],
      [expect.stringContaining('Camera 1 "North gate" shows no live picture.')],
    ]);
  });

  it('say once that a part failed for good', async () => {
    const { world, vision } = await livingWorld();
    vision.die();
    const process = { name: 'vision', pid: null, restarts: 5, memoryMb: null, cpuPercent: null, heartbeatAgeMs: null };
    world.station.processesSeen([{ ...process, state: 'failed', lastProblem: 'It ended with code 1.' }]);
    await world.clock.advance(20_000);
    expect([alertTexts(world), world.health().processes.length]).toEqual([
      [
        'critical process-failed:vision: The part "vision" of the station failed too often and was not started again: It ended with code 1.',
      ],
      1,
    ]);
  });

  it('say that detection is off, since when and why', async () => {
    const { world, vision, cameraId } = await livingWorld();
    const inference = { ...runningInference, state: 'failed', offSinceAtMs: 777, problem: 'out of memory' } as const;
    vision.say({ cameras: [statusOf(cameraId)], inference });
    await world.clock.advance(1000);
    expect(world.health().alerts).toEqual([
      {
        key: 'detection-off',
        severity: 'critical',
        text: 'Detection is off: cameras are shown, nothing is counted: out of memory.',
        tip: 'It is started again by itself. If it stays off, put another model in use on the page Models.',
        sinceAtMs: 777,
      },
    ]);
  });

  it('say that there is no model, that the disk is nearly full, and what the machine raised', async () => {
    const world = createWorld();
    const vision = world.startVision();
    await world.settle();
    vision.say({ cameras: [], inference: { ...runningInference, state: 'none' } });
    world.machine.freeDiskMb = 299.5;
    world.station.raise({ key: 'ffmpeg', severity: 'info', text: 'Old ffmpeg.', tip: 'Install a new one.' });
    await world.clock.advance(1000);
    const all = alertTexts(world);
    world.station.clear('ffmpeg');
    await world.clock.advance(1000);
    expect([all, alertTexts(world).length]).toEqual([
      [
        'critical disk-low: The disk of the station has 299 MB left.',
        'warning no-model: No model is in use, so nothing is detected and nothing is counted.',
        'info ffmpeg: Old ffmpeg.',
      ],
      2,
    ]);
  });

  it('ask for credentials that cannot be read any more, and open the camera without them', async () => {
    let readable = true;
    const { world, vision, cameraId } = await livingWorld((stores) => ({
      ...stores,
      cameras: {
        ...stores.cameras,
        credentialsOf: (id) => {
          if (readable) return stores.cameras.credentialsOf(id);
          throw new AppError('data-loss', 'lost');
        },
      },
    }));
    readable = false;
    await world.window.updateCamera({ cameraId, settings: north, credentials: { user: 'a', password: 'b' } });
    await world.clock.advance(1000);
    const lost = [alertTexts(world), vision.wishes.at(-1)?.cameras[0]?.credentials];
    readable = true;
    await world.window.updateCamera({ cameraId, settings: north, credentials: { user: 'a', password: 'new' } });
    await world.clock.advance(1000);
    expect([lost, alertTexts(world)]).toEqual([
      [
        [
          `warning credentials-lost:${cameraId}: Camera 1 "North gate": the stored user name and password cannot be read any more.`,
        ],
        null,
      ],
      [],
    ]);
  });

  it('say that the vision process does not take the settings, and try again', async () => {
    const { world, vision, cameraId } = await livingWorld();
    vision.refuse('It does not like them.');
    await world.window.updateCamera({ cameraId, settings: { ...north, name: 'N' } });
    await world.clock.advance(700);
    const refused = alertTexts(world);
    vision.refuse(null);
    await world.clock.advance(3000);
    expect([refused, alertTexts(world), vision.wishes.at(-1)?.cameras[0]?.name]).toEqual([
      ['critical vision-configuration: The video processing did not take the newest settings: It does not like them.'],
      [],
      'N',
    ]);
  });
});
