import { describe, expect, test } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { seededRandom } from '../../app/base/random.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { type Behaviour, ScriptedSessions } from '../../e2e/fixtures/scriptedSessions.ts';
import { openCameraSource } from './cameraSource.ts';
import { OpeningGate } from './openingGate.ts';

const cameras = 100;
/** An opening takes 1.5 s: a process, a probe, a keyframe. */
const plays: Behaviour = { kind: 'plays', afterMs: 1500 };

/** A hundred cameras of one computer lose their power for a minute and get it back together. */
async function powerCut(gate: OpeningGate, meanwhile: Behaviour) {
  const clock = new SimulatedClock();
  const random = seededRandom(20);
  const sites = Array.from({ length: cameras }, (_, index) => {
    const sessions = new ScriptedSessions(clock, plays);
    const text = `rtsp://10.0.0.${index}/1`;
    const camera = openCameraSource(
      {
        cameraId: String(index),
        source: { scheme: 'rtsp', host: `10.0.0.${index}`, port: 554, pathAndQuery: '/1', text },
        credentials: null,
        rules: { allowedCidrs: [], allowLoopback: false },
        ownPorts: [],
        analysisFps: 5,
        target: null,
        playback: { pace: 'realTime', loop: true },
      },
      { opened: () => undefined, chunk: () => undefined, frame: () => undefined },
      { clock, log: silentLog, random, openSession: sessions.open, gate },
    );
    return { camera, sessions };
  });
  let mostAtATime = 0;
  const live = (): number => sites.filter(({ camera }) => camera.state === 'live').length;
  /** Seconds until so many are live. */
  const untilLive = async (wanted: number, limitS: number): Promise<number | null> => {
    for (let ms = 0; ms <= limitS * 1000; ms += 100) {
      if (live() === wanted) return ms / 1000;
      await clock.advance(100);
      mostAtATime = Math.max(mostAtATime, gate.taken);
    }
    return null;
  };
  const become = (behaviour: Behaviour): void => {
    for (const { sessions } of sites) sessions.behaviour = behaviour;
  };
  const firstS = await untilLive(cameras, 90);
  become(meanwhile);
  for (const { sessions } of sites) sessions.cut();
  const goneS = await untilLive(0, 1);
  await untilLive(cameras, 60);
  const liveMeanwhile = live();
  become(plays);
  const backS = await untilLive(cameras, 90);
  const openedTwice = sites.filter(({ sessions }) => sessions.mostRunning > 1).length;
  return {
    mostAtATime,
    liveMeanwhile,
    allBack: [firstS, goneS, backS].every((seconds) => seconds !== null),
    openedTwice,
  };
}

describe('F20: a hundred cameras come back together', () => {
  test.each<[string, Behaviour]>([
    ['they refuse connections meanwhile', { kind: 'refused', code: 'refused' }],
    ['they take connections and are mute meanwhile', { kind: 'drips' }],
  ])('at most 8 open at a time, all are live within 90 s: %s', async (_name, meanwhile) => {
    expect(await powerCut(new OpeningGate(), meanwhile)).toEqual({
      mostAtATime: 8,
      liveMeanwhile: 0,
      allBack: true,
      openedTwice: 0,
    });
  });

  test('control: with a gate of a thousand places far more open at a time', async () => {
    const { mostAtATime, allBack } = await powerCut(new OpeningGate(1000), { kind: 'refused', code: 'refused' });
    expect([mostAtATime, allBack]).toEqual([cameras, true]);
  });
});
