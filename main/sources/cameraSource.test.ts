import { describe, expect, test } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { seededRandom } from '../../app/base/random.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { type Behaviour, ScriptedSessions } from '../../e2e/fixtures/scriptedSessions.ts';
import { allProtections, openCameraSource, type CameraProtections } from './cameraSource.ts';
import { OpeningGate } from './openingGate.ts';

const plays: Behaviour = { kind: 'plays' };

interface Scene {
  readonly behaviour?: Behaviour;
  readonly protections?: Partial<CameraProtections>;
  readonly file?: { readonly loop: boolean };
  readonly gate?: OpeningGate;
  readonly clock?: SimulatedClock;
}

function scene({
  behaviour = plays,
  protections = {},
  file,
  gate = new OpeningGate(),
  clock = new SimulatedClock(),
}: Scene) {
  const sessions = new ScriptedSessions(clock, behaviour);
  const heard: string[] = [];
  const camera = openCameraSource(
    {
      cameraId: 'north',
      source: file
        ? { scheme: 'file', path: '/a.mp4', text: '/a.mp4' }
        : {
            scheme: 'rtsp',
            host: '10.0.0.7',
            port: 554,
            pathAndQuery: '/1',
            text: 'rtsp://10.0.0.7/1',
          },
      credentials: null,
      rules: { allowedCidrs: [], allowLoopback: false },
      ownPorts: [],
      analysisFps: 5,
      target: null,
      playback: { pace: 'realTime', loop: file?.loop ?? true },
    },
    {
      opened: ({ codec }) => heard.push(`opened ${codec}`),
      chunk: () => undefined,
      frame: ({ epoch }) => {
        if (heard.at(-1) !== `frames of ${epoch}`) heard.push(`frames of ${epoch}`);
      },
    },
    {
      clock,
      log: silentLog,
      random: seededRandom(3),
      openSession: sessions.open,
      gate,
      protections: { ...allProtections, ...protections },
    },
  );
  return { clock, sessions, camera, heard };
}

/** Seconds between openings, rounded. */
function pauses({ openedMonoMs }: ScriptedSessions): number[] {
  return openedMonoMs.slice(1).map((at, index) => Math.round((at - (openedMonoMs[index] as number)) / 100) / 10);
}

describe('a camera that works', () => {
  test('opens, is live, and says what it measured', async () => {
    const { clock, camera, heard } = scene({});
    await clock.advance(50);
    expect(camera.state).toBe('opening');
    await clock.advance(6000);
    expect(heard).toEqual(['opened h264', 'frames of 1']);
    expect([camera.state, camera.epoch, camera.restarts, camera.retryInMs, camera.reason, camera.warnings]).toEqual([
      'live',
      1,
      0,
      null,
      null,
      [],
    ]);
    expect(camera.quality).toMatchObject({ width: 640, height: 480, codec: 'h264', keyframeIntervalMs: 1000, gaps: 0 });
    expect(Math.round(camera.quality.fpsIn ?? 0)).toBe(25);
    expect(Math.round((camera.quality.bitrateKbps ?? 0) / 10)).toBe(100);
  });

  test('closed, it is off, its process is gone and nothing is tried again', async () => {
    const { clock, sessions, camera } = scene({});
    await clock.advance(2000);
    const closed = camera.close();
    await clock.advance(60_000);
    await closed;
    expect([camera.state, sessions.running, sessions.openedMonoMs.length, camera.retryInMs]).toEqual([
      'off',
      0,
      1,
      null,
    ]);
  });

  test('a switch to the transcode opens it anew, at once, never twice at a time', async () => {
    const { clock, sessions, camera } = scene({});
    await clock.advance(2000);
    camera.transcode(true);
    camera.transcode(true);
    await clock.advance(1000);
    expect(sessions.options.map(({ transcode, epoch }) => [transcode, epoch])).toEqual([
      [false, 1],
      [true, 2],
    ]);
    expect([camera.state, sessions.mostRunning]).toEqual(['live', 1]);
  });
});

describe('F01, F04: pictures stop though the connection stays', () => {
  const unplugged: Behaviour = { kind: 'plays', forMs: 10_000 };

  test('found within 5 s, closed, and live again within 10 s of the cable being back', async () => {
    const { clock, sessions, camera } = scene({ behaviour: unplugged });
    await clock.advance(10_000);
    expect(camera.state).toBe('live');
    sessions.behaviour = { kind: 'drips' };
    await clock.advance(5000);
    expect([camera.state, camera.reason?.code]).toEqual(['stalled', 'no-frames']);
    await clock.advance(60_000);
    expect([camera.state, camera.reason?.code]).toEqual(['failed', 'timed-out']);
    sessions.behaviour = plays;
    // At worst an opening that cannot succeed was begun just before.
    await clock.advance(19_000);
    expect([camera.state, camera.reason, camera.epoch, sessions.mostRunning]).toEqual(['live', null, 2, 1]);
  });

  test('control: without the watchdog the tile stays live', async () => {
    const { clock, camera } = scene({ behaviour: unplugged, protections: { watchdog: false } });
    await clock.advance(120_000);
    expect(camera.state).toBe('live');
  });
});

describe('F02: the camera restarts and refuses for a minute', () => {
  const refuses: Behaviour = { kind: 'refused', code: 'refused' };

  test('tries after 1, 2, 4, 8, 8 … s with jitter, at most 10 a minute, and is back soon after', async () => {
    const { clock, sessions, camera } = scene({ behaviour: refuses });
    await clock.advance(60_000);
    expect(sessions.openedMonoMs.length).toBeLessThanOrEqual(10);
    const plain = [1, 2, 4, 8, 8, 8, 8, 8];
    const shares = pauses(sessions).map((pause, at) => pause / (plain[at] ?? 8));
    expect(shares.every((share) => share >= 0.75 && share <= 1.25)).toBe(true);
    expect(new Set(shares).size).toBeGreaterThan(1);
    expect([camera.state, camera.reason?.code]).toEqual(['failed', 'refused']);
    expect(camera.retryInMs).toBeGreaterThan(0);
    sessions.behaviour = plays;
    await clock.advance(10_000);
    expect([camera.state, camera.restarts]).toEqual(['live', sessions.openedMonoMs.length - 1]);
  });

  test('an operator may try at once', async () => {
    const { clock, sessions, camera } = scene({ behaviour: refuses });
    await clock.advance(20_000);
    sessions.behaviour = plays;
    camera.retryNow();
    await clock.advance(500);
    expect(camera.state).toBe('live');
  });

  test('after a minute of health the next wait is short again', async () => {
    const { clock, sessions } = scene({ behaviour: refuses });
    await clock.advance(16_000);
    sessions.behaviour = { kind: 'plays', forMs: 70_000, ends: 'stream-ended' };
    await clock.advance(90_000);
    const at = sessions.openedMonoMs.length - 1;
    expect(pauses(sessions)[at - 1]).toBeLessThan(70 + 0.1 + 1.3);
  });

  test('control: without back-off the limit of tries is broken', async () => {
    const { clock, sessions } = scene({
      behaviour: { kind: 'fails', code: 'refused', afterMs: 100 },
      protections: { backOff: false },
    });
    await clock.advance(60_000);
    expect(sessions.openedMonoMs.length).toBeGreaterThan(100);
  });
});

describe('F03: the password is wrong', () => {
  const wrong: Behaviour = { kind: 'refused', code: 'credentials' };

  test('three tries, then one every five minutes', async () => {
    const { clock, sessions, camera } = scene({ behaviour: wrong });
    await clock.advance(299_000);
    expect([sessions.openedMonoMs.length, camera.reason?.code]).toEqual([3, 'credentials']);
    await clock.advance(300_000);
    expect(sessions.openedMonoMs.length).toBe(4);
    expect(pauses(sessions)[2]).toBe(300);
  });

  test('control: without the cap a fourth try comes soon', async () => {
    const { clock, sessions } = scene({ behaviour: wrong, protections: { credentialCap: false } });
    await clock.advance(60_000);
    expect(sessions.openedMonoMs.length).toBeGreaterThan(3);
  });
});

describe('F05, F06: mute from the first byte, or bytes that never become a picture', () => {
  test('fails within 10 s and is backed off', async () => {
    const { clock, camera } = scene({ behaviour: { kind: 'drips' } });
    await clock.advance(10_000);
    expect([camera.state, camera.reason?.code, camera.restarts]).toEqual(['failed', 'timed-out', 0]);
    await clock.advance(1500);
    expect(camera.restarts).toBe(1);
  });

  test('a file is waited for, and told from a camera: the computer is busy when it starts', async () => {
    const { clock, camera } = scene({ behaviour: { kind: 'drips' }, file: { loop: true } });
    await clock.advance(29_000);
    const waiting = camera.state;
    await clock.advance(1500);
    expect([waiting, camera.state, camera.reason?.code]).toEqual(['opening', 'failed', 'file-slow']);
  });

  test('control: without the limit it opens for ever', async () => {
    const { clock, camera } = scene({ behaviour: { kind: 'drips' }, protections: { openingLimit: false } });
    await clock.advance(600_000);
    expect(camera.state).toBe('opening');
  });
});

describe('F10, F15, F16: the session ends by itself or will not end', () => {
  test('a changed picture is opened anew at once, as long as that is no habit', async () => {
    const { clock, sessions, camera } = scene({ behaviour: { kind: 'plays', forMs: 8000, ends: 'picture-changed' } });
    await clock.advance(8500);
    expect([camera.state, camera.epoch]).toEqual(['live', 2]);
    sessions.behaviour = { kind: 'plays', forMs: 200, ends: 'picture-changed' };
    await clock.advance(40_000);
    expect(pauses(sessions).at(-1)).toBeGreaterThan(4);
  });

  test('a crashed decoder is back within 2 s and counted', async () => {
    const { clock, sessions, camera } = scene({ behaviour: { kind: 'plays', forMs: 5000, ends: 'decoder-crashed' } });
    await clock.advance(5150);
    expect([camera.state, camera.reason?.code]).toEqual(['failed', 'decoder-crashed']);
    sessions.behaviour = plays;
    await clock.advance(2000);
    expect([camera.state, camera.restarts]).toEqual(['live', 1]);
  });

  test('a process that ends late is waited for: one connection a camera', async () => {
    const { clock, sessions, camera } = scene({ behaviour: { kind: 'plays', forMs: 1000 } });
    sessions.endsAfterMs = 2000;
    await clock.advance(20_000);
    expect([sessions.mostRunning, camera.epoch >= 2]).toEqual([1, true]);
  });
});

describe('files', () => {
  test('played once, it is off with its reason and stays so', async () => {
    const { clock, sessions, camera } = scene({
      behaviour: { kind: 'plays', forMs: 3000, ends: 'end' },
      file: { loop: false },
    });
    await clock.advance(60_000);
    expect([camera.state, camera.reason?.code, camera.retryInMs, sessions.openedMonoMs.length]).toEqual([
      'off',
      'stream-ended',
      null,
      1,
    ]);
    camera.retryNow();
    await clock.advance(1000);
    expect([camera.state, camera.epoch]).toEqual(['live', 2]);
  });

  test('repeated, it begins again', async () => {
    const { clock, camera } = scene({ behaviour: { kind: 'plays', forMs: 6000, ends: 'end' }, file: { loop: true } });
    await clock.advance(13_000);
    expect([camera.state, camera.epoch]).toEqual(['live', 3]);
  });

  test('a gap of 20 s in the times of a file is no stall', async () => {
    const { clock, camera } = scene({ behaviour: { kind: 'plays', forMs: 2000 }, file: { loop: true } });
    await clock.advance(22_000);
    expect(camera.state).toBe('live');
  });
});

describe('F20: many cameras come back together', () => {
  test.each([
    ['at most 8 open at a time, and all come to it', new OpeningGate(), 8],
    ['control: without the limit all 40 open at once', new OpeningGate(Number.POSITIVE_INFINITY), 40],
  ])('%s', async (_name, gate, most) => {
    const clock = new SimulatedClock();
    let highest = 0;
    const cameras = Array.from(
      { length: 40 },
      () => scene({ clock, gate, behaviour: { kind: 'plays', afterMs: 1500 } }).camera,
    );
    for (let step = 0; step < 100; step++) {
      await clock.advance(100);
      highest = Math.max(highest, gate.taken);
    }
    expect([highest, cameras.map(({ state }) => state)]).toEqual([most, cameras.map(() => 'live')]);
  });

  test('a camera that is closed while it waits gives up its turn', async () => {
    const clock = new SimulatedClock();
    const gate = new OpeningGate(1);
    const first = scene({ clock, gate, behaviour: { kind: 'drips' } });
    const second = scene({ clock, gate });
    const third = scene({ clock, gate });
    await clock.advance(1000);
    void second.camera.close();
    void first.camera.close();
    await clock.advance(1000);
    expect([second.sessions.openedMonoMs.length, third.camera.state, gate.taken]).toEqual([0, 'live', 0]);
  });
});
