import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/error.ts';
import type { Camera, CameraSettings } from '../../camera/camera.ts';
import { reasonOf } from '../../camera/reasonText.ts';
import { firstSettings, firstWall } from '../../store/firstStart.ts';
import type { Wall } from '../../camera/wall.ts';
import type { Stores } from '../../store/ports.ts';
import { createWorld, runningInference, statusOf, trackOf, type World } from './testing/world.ts';

const north: CameraSettings = {
  number: 1,
  name: 'North gate',
  sourceUrl: 'rtsp://10.0.0.1/live',
  enabled: true,
  analysisFps: 5,
  playback: { pace: 'realTime', loop: true },
};
const south = { ...north, number: 2, name: 'South gate', sourceUrl: 'rtsp://10.0.0.2/live' };

function alertTexts(world: World): string[] {
  return world.health().alerts.map((alert) => `${alert.severity} ${alert.key}: ${alert.text}`);
}

/** A world with a model in use, a camera and a vision process, at rest. */
async function livingWorld(change?: (stores: Stores) => Stores) {
  const world = createWorld(change);
  await world.modelInUse('/m.onnx');
  const { cameraId } = await world.window.addCamera({ settings: north });
  const vision = world.startVision();
  await world.settle();
  vision.say({ cameras: [statusOf(cameraId)], inference: runningInference });
  await world.clock.advance(1000);
  return { world, vision, cameraId };
}

describe('cameras', () => {
  it('are told to the vision process with their credentials, and to windows without', async () => {
    const world = createWorld();
    const seen: Camera[][] = [];
    world.window.cameras({}, { item: (cameras) => seen.push(cameras) });
    const vision = world.startVision();
    await world.window.addCamera({
      settings: { ...north, sourceUrl: 'RTSP://admin:p%40ss@10.0.0.1:554/live' },
    });
    await world.window.addCamera({ settings: { ...south, enabled: false } });
    await world.settle();
    expect([vision.wishes.at(-1), seen.at(-1), world.commits]).toEqual([
      {
        cameras: [
          {
            ...{ ...north, cameraId: 'id-1', credentials: { user: 'admin', password: 'p@ss' }, weight: 1 },
            ...{ signalHeads: [], sceneVersion: null, viewFingerprint: null },
          },
        ],
        model: null,
        addressRules: firstSettings.addressRules,
      },
      [
        { ...north, cameraId: 'id-1', position: 0, hasCredentials: true },
        { ...south, enabled: false, cameraId: 'id-2', position: 1, hasCredentials: false },
      ],
      ['camera added', 'camera added'],
    ]);
    expect(JSON.stringify(seen)).not.toContain('p@ss');
  });

  it('are told anew to a vision process that was started again', async () => {
    const { world, vision } = await livingWorld();
    const before = vision.wishes.at(-1);
    vision.die();
    const second = world.startVision();
    await world.settle();
    expect(second.wishes).toEqual([before]);
  });

  it('are told in one call when many change at once', async () => {
    const { world, vision } = await livingWorld();
    const before = vision.wishes.length;
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        world.window.addCamera({ settings: { ...north, number: at + 10, sourceUrl: `rtsp://10.0.1.${at}/` } }),
      ),
    );
    await world.settle();
    expect(vision.wishes.at(-1)?.cameras).toHaveLength(21);
    expect(vision.wishes.length - before).toBeLessThan(10);
  });

  it('keep, change and lose their credentials as the window says', async () => {
    const { world, vision, cameraId } = await livingWorld();
    const told: unknown[] = [];
    for (const credentials of [{ user: 'a', password: 'b' }, undefined, null]) {
      const args = { cameraId, settings: north };
      await world.window.updateCamera(credentials === undefined ? args : { ...args, credentials });
      await world.settle();
      told.push(vision.wishes.at(-1)?.cameras[0]?.credentials);
    }
    expect(told).toEqual([{ user: 'a', password: 'b' }, { user: 'a', password: 'b' }, null]);
  });

  it.each<[string, (world: World) => Promise<unknown>, string]>([
    [
      'a number that is taken',
      ({ window }) => window.addCamera({ settings: { ...south, number: 1 } }),
      'Number 1 belongs to "North gate" already. Choose another number.',
    ],
    [
      'an address that is none',
      ({ window }) => window.addCamera({ settings: { ...south, sourceUrl: 'concat:/etc/passwd' } }),
      '"concat:" is not a kind of source',
    ],
    [
      'a retry of a camera that is gone',
      ({ window }) => window.retryCamera({ cameraId: 'x' }),
      'This camera is switched off or was deleted. Enable it first.',
    ],
    [
      'an order that leaves one out',
      ({ window }) => window.reorderCameras({ cameraIds: [] }),
      'The new order must name every camera once.',
    ],
  ])('refuse %s in plain words and stay as they were', async (_, ask, sentence) => {
    const { world } = await livingWorld();
    const before = world.stores.cameras.list();
    await expect(ask(world)).rejects.toThrow(sentence);
    expect(world.stores.cameras.list()).toEqual(before);
  });

  it('are tested with what was typed, else with what is in the URL, else with what is stored', async () => {
    const { world, vision, cameraId } = await livingWorld();
    await world.window.updateCamera({ cameraId, settings: north, credentials: { user: 'stored', password: 's' } });
    const sourceUrl = 'rtsp://url:u@10.0.0.9/x';
    await world.window.testCamera({ sourceUrl, credentials: { user: 'typed', password: 't' }, cameraId });
    await world.window.testCamera({ sourceUrl, cameraId });
    await world.window.testCamera({ sourceUrl: 'rtsp://10.0.0.9/x', cameraId });
    await world.window.testCamera({ sourceUrl: 'rtsp://10.0.0.9/x', credentials: null, cameraId });
    expect(vision.tests.map(({ sourceUrl: url, credentials }) => [url, credentials?.user])).toEqual([
      ['rtsp://10.0.0.9/x', 'typed'],
      ['rtsp://10.0.0.9/x', 'url'],
      ['rtsp://10.0.0.9/x', 'stored'],
      ['rtsp://10.0.0.9/x', undefined],
    ]);
  });

  it('cannot be tested when no vision process starts, and the window is told so', async () => {
    const world = createWorld();
    const tested = world.window.testCamera({ sourceUrl: 'rtsp://10.0.0.9/x' }).catch((error: unknown) => error);
    await world.clock.advance(10_000);
    expect(await tested).toMatchObject({
      code: 'unavailable',
      message: 'The video processing does not start. The page Health says why.',
    });
  });
});

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

describe('F50: safe mode', () => {
  const reason = 'The station crashed 3 times within a minute (last with SIGSEGV).';

  it('says why there are no pictures, keeps cameras off, refuses what needs video at once, and ends when asked', async () => {
    let left = 0;
    const world = createWorld(undefined, { reason, leave: async () => void left++ });
    await world.window.addCamera({ settings: north });
    await world.clock.advance(60_000);
    const inSafeMode = { alerts: alertTexts(world), camera: world.health().cameras[0]?.state };
    const refusal = await world.window
      .testCamera({ sourceUrl: north.sourceUrl })
      .catch((thrown: Error) => thrown.message);
    await world.window.startNormally({});
    await world.window.startNormally({});
    const vision = world.startVision();
    await world.clock.advance(500);
    expect({ inSafeMode, refusal, left, alerts: alertTexts(world), told: vision.wishes.length }).toEqual({
      inSafeMode: {
        alerts: [`critical safe-mode: Safe mode: no camera is shown or analysed. ${reason}`],
        camera: 'off',
      },
      refusal: 'The station runs in safe mode, without video. Press "Start normally" first.',
      left: 1,
      alerts: [],
      told: 1,
    });
  });

  it('goes on when the host cannot be asked', async () => {
    const leave = async () => Promise.reject(new AppError('unavailable', 'The host does not answer.'));
    const world = createWorld(undefined, { reason, leave });
    await expect(world.window.startNormally({})).rejects.toThrow('The host does not answer.');
    await world.clock.advance(500);
    expect(alertTexts(world)).toHaveLength(1);
  });

  it('control: in a usual start an absent vision process is a fault, and its camera is about to open', async () => {
    const world = createWorld();
    await world.window.addCamera({ settings: north });
    await world.clock.advance(60_000);
    await world.window.startNormally({});
    expect({ alerts: alertTexts(world), camera: world.health().cameras[0]?.state }).toEqual({
      alerts: ['critical vision-gone: The video processing is not running: no camera is shown or analysed.'],
      camera: 'opening',
    });
  });
});

describe('finished tracks', () => {
  it('are stored within a quarter of a second, and what waits is stored at the end', async () => {
    const { world, vision } = await livingWorld();
    vision.finish(trackOf(1));
    vision.finish(trackOf(2));
    await world.clock.advance(250);
    const stored = world.stores.tracks.statistics().tracks;
    vision.finish(trackOf(3));
    await world.settle();
    await world.station.stop();
    expect([
      stored,
      world.stores.tracks.statistics().tracks,
      world.commits.filter((done) => /track/.test(done)),
    ]).toEqual([2, 3, ['2 tracks saved', '1 tracks saved']]);
  });

  it('wait while the store fails, with an alert, and are stored when it works again', async () => {
    let full = true;
    const { world, vision } = await livingWorld((stores) => ({
      ...stores,
      tracks: {
        ...stores.tracks,
        append(tracks) {
          if (full) throw new AppError('resource-exhausted', 'The disk of the station is full.');
          stores.tracks.append(tracks);
        },
      },
    }));
    vision.finish(trackOf(1));
    await world.clock.advance(1000);
    const failing = [alertTexts(world), world.stores.tracks.statistics().tracks];
    full = false;
    await world.clock.advance(3000);
    expect([failing, alertTexts(world), world.stores.tracks.statistics().tracks]).toEqual([
      [
        [
          'critical tracks-not-saved: Tracks are not saved: 1 wait, 0 were lost since the start: The disk of the station is full.',
        ],
        0,
      ],
      [],
      1,
    ]);
  });
});

describe('models', () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

  it('come in pieces, are imported, put in use and told to the vision process', async () => {
    const world = createWorld();
    const vision = world.startVision();
    const { uploadId } = await world.window.beginImport({ fileName: 'C:\\nets\\yolo11n.onnx', sizeBytes: 5 });
    await world.window.importPiece({ uploadId, bytes: bytes(1, 2, 3) });
    await world.window.importPiece({ uploadId, bytes: bytes(4, 5) });
    const { modelId } = await world.window.finishImport({ uploadId });
    await world.window.activateModel({ modelId });
    await world.settle();
    expect([world.machine.imported, vision.wishes.at(-1)?.model?.path, world.machine.uploads.size]).toEqual([
      ['yolo11n.onnx: 1 2 3 4 5'],
      '/models/model-1',
      0,
    ]);
    expect(world.stores.models.list().map(({ name, active }) => [name, active])).toEqual([['yolo11n.onnx', true]]);
  });

  it.each<[string, (world: World) => Promise<unknown>, string]>([
    ['a file that is no model', (world) => upload(world, 2, bytes(255, 1)), 'This is no ONNX file.'],
    ['more than was announced', (world) => upload(world, 2, bytes(1, 2, 3)), 'More came than was announced'],
    ['less than was announced', (world) => upload(world, 9, bytes(1)), 'The file did not come whole.'],
    ['a file beyond all measure', (world) => upload(world, 2 ** 31, bytes(1)), 'larger than 1 GiB'],
    ['a piece of an upload that nobody began', ({ window }) => window.finishImport({ uploadId: 'x' }), 'given up'],
    ['a third upload at once', (world) => Promise.all([begin(world), begin(world), begin(world)]), 'Other model files'],
    ['to use a model that is gone', ({ window }) => window.activateModel({ modelId: 'x' }), 'does not exist any more'],
  ])('refuse %s, and leave no file behind when it was given up', async (_, ask, sentence) => {
    const world = createWorld();
    await expect(ask(world)).rejects.toThrow(sentence);
    await world.clock.advance(130_000);
    expect([world.machine.uploads.size, world.stores.models.list()]).toEqual([0, []]);
  });

  it('are deleted, but not the one in use while there is another', async () => {
    const world = createWorld();
    await world.modelInUse('/a.onnx');
    await upload(world, 1, bytes(1));
    await expect(world.window.deleteModel({ modelId: 'model-1' })).rejects.toThrow('Put another model in use first.');
    await world.window.deleteModel({ modelId: 'model-2' });
    await world.window.deleteModel({ modelId: 'model-1' });
    expect([world.machine.deleted, world.stores.models.list()]).toEqual([['model-2', 'model-1'], []]);
  });

  async function begin({ window }: World): Promise<unknown> {
    return window.beginImport({ fileName: 'm.onnx', sizeBytes: 1 });
  }

  async function upload({ window }: World, sizeBytes: number, piece: Uint8Array): Promise<unknown> {
    const { uploadId } = await window.beginImport({ fileName: 'm.onnx', sizeBytes });
    await window.importPiece({ uploadId, bytes: piece });
    return window.finishImport({ uploadId });
  }
});

describe('settings and walls', () => {
  it('are told to every window, and the settings to the vision process', async () => {
    const { world, vision } = await livingWorld();
    const seen: unknown[] = [];
    world.window.settings({}, { item: ({ siteName }) => seen.push(siteName) });
    world.window.walls({}, { item: (walls) => seen.push(walls.map(({ name }) => name)) });
    await world.settle();
    const addressRules = { allowLoopback: true, allowedCidrs: ['10.0.0.0/8'] };
    await world.window.saveSettings({
      ...firstSettings,
      siteName: 'Ring road',
      addressRules,
      scoreByClass: { car: 0.5 },
    });
    await world.window.saveWall({ ...firstWall, wallId: 'w2', name: 'Night' });
    await world.window.deleteWall({ wallId: 'wall-1' });
    await world.settle();
    expect(seen).toEqual(['New site', ['Wall 1'], 'Ring road', ['Wall 1', 'Night'], ['Night']]);
    expect(vision.wishes.at(-1)).toMatchObject({ addressRules, model: { scoreByClass: { car: 0.5 } } });
  });

  const tile = { column: 0, row: 0, columns: 1, rows: 1, cameraId: null };
  const wall = (...tiles: Wall['tiles']): Wall => ({ ...firstWall, tiles });
  it.each<[string, (world: World) => Promise<unknown>, string]>([
    ['the last wall', ({ window }) => window.deleteWall({ wallId: 'wall-1' }), 'This is the last wall.'],
    ['a tile over the edge', ({ window }) => window.saveWall(wall({ ...tile, columns: 3 })), 'beyond the edge'],
    ['tiles over one another', ({ window }) => window.saveWall(wall(tile, { ...tile, rows: 2 })), 'overlap'],
    [
      'a camera network that is none',
      ({ window }) =>
        window.saveSettings({ ...firstSettings, addressRules: { allowLoopback: false, allowedCidrs: ['ten'] } }),
      '"ten" is not a network.',
    ],
  ])('refuse %s', async (_, ask, sentence) => {
    const world = createWorld();
    await expect(ask(world)).rejects.toThrow(sentence);
    expect([world.stores.settings.walls(), world.stores.settings.read()]).toEqual([[firstWall], firstSettings]);
  });
});
