import { setImmediate } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createWorld, type World } from '../../app/pipeline/station/testing/world.ts';
import { stopsAt60, watched } from '../../app/pipeline/traffic/testing/watchedRoad.ts';
import { consoleContract } from '../../app/contracts/console.ts';
import type { Client } from '../../app/contracts/contract.ts';
import { connect, serve } from '../../app/contracts/rpc.ts';
import type { Observation } from '../../app/contracts/vision.ts';
import { webSocketLinkOf } from '../../app/contracts/webSocketLink.ts';
import { carAt } from '../../app/traffic/road/testing/flatRoad.ts';
import { servePage } from '../fixtures/pageServer.ts';
import { figureOf, type Measure, median, percentile } from './measure.ts';
import { otherWrites } from './otherWrites.ts';
import { inFolder, storesIn } from './storeRows.ts';

const incidents = 200;
const mostMs = 200;
/** Between two cars the incident of the first one ends. */
const pauseMs = 45_000;

/**
 * Goal 16, on to the window: time from when a frame reaches the station, whose judging finds a vehicle that stands, until
 * the incident is read from a window's link, committed on the way; beside the writes of tracks and intervals.
 */
export async function measureWindows(): Promise<Measure[]> {
  return inFolder(async (folder) => {
    const stores = storesIn(folder, () => 'id-1');
    const world = createWorld(() => stores);
    const server = await servePage({
      folder,
      onSocket: (_path, socket) => {
        serve(webSocketLinkOf(socket), consoleContract, world.station.implementation, { name: 'window-2' });
      },
    });
    const socket = new WebSocket(server.url.replace('http', 'ws'));
    const stopWrites = otherWrites(stores);
    try {
      const near = newIncidents(world.window);
      const far = newIncidents(connect(webSocketLinkOf(socket), consoleContract));
      await tellStandingCars(world, near, far);
      return [rowOf('its link in the process', near.timesMs), rowOf('its WebSocket', far.timesMs)];
    } finally {
      stopWrites();
      socket.terminate();
      await server.close();
      await world.station.stop();
      stores.close();
    }
  });
}

interface NewIncidents {
  /** When the newest frame was sent. */
  sentAtMs: number;
  readonly timesMs: number[];
}

/** Notes how long after a frame each incident was read first. */
function newIncidents(window: Client<typeof consoleContract>): NewIncidents {
  const known = new Set<string>();
  const noted: NewIncidents = { sentAtMs: Number.NaN, timesMs: [] };
  window.incidents(
    {},
    {
      item({ incidents: came }) {
        for (const { incidentId } of came) {
          if (!known.has(incidentId)) noted.timesMs.push(performance.now() - noted.sentAtMs);
          known.add(incidentId);
        }
      },
    },
  );
  return noted;
}

/** One car after the other comes and stands until it is told of. */
async function tellStandingCars(world: World, near: NewIncidents, far: NewIncidents): Promise<void> {
  const { vision } = await watched(world);
  const placeM = stopsAt60(Number.POSITIVE_INFINITY);
  for (let car = 1; car <= incidents; car++) {
    for (let frame = 0; near.timesMs.length < car; frame++) {
      if (frame > 300) throw new Error('a car stood for a minute and was not told of');
      const observation = frameOf(world, car, placeM(frame / 5));
      near.sentAtMs = far.sentAtMs = performance.now();
      vision.observe(observation);
      await setImmediate();
      while (far.timesMs.length < near.timesMs.length) await setImmediate();
      await world.clock.advance(200);
    }
    await world.clock.advance(pauseMs);
  }
}

function frameOf({ clock }: World, car: number, placeM: number): Observation {
  const { cx, cy, w, h } = carAt(placeM, 30);
  return {
    ...{ cameraId: 'id-1', epoch: 1, atMs: clock.wallMs(), width: 1280, height: 720 },
    ...{ tracks: [[car, 'car', 0.8, cx, cy, w, h]], ended: car > 1 ? [car - 1] : [], signals: {}, view: null },
  };
}

function rowOf(where: string, timesMs: readonly number[]): Measure {
  const p99 = percentile(timesMs, 0.99);
  return figureOf(
    {
      goal: 16,
      what: `from the frame whose rule fires to the incident read from ${where}, p99 / ${mostMs} ms`,
      bound: '<=',
      target: 1,
    },
    p99 / mostMs,
    `p50 ${median(timesMs).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, beside other writes`,
    timesMs.length,
  );
}
