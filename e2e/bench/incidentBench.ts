import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Incident, IncidentEntry } from '../../app/incident/incident.ts';
import { openWritable } from '../../main/store/pragmas.ts';
import { alternate, figureOf, type Measure, median, percentile, ratioOf } from './measure.ts';
import { otherWrites } from './otherWrites.ts';
import { inFolder, inOne, storesIn } from './storeRows.ts';

const pairs = 6;
const saves = 300;
const mostMs = 50;

/** Goal 16: an incident, committed with its timeline and told to another thread, alone and beside the other writes. */
export async function measureIncidents(): Promise<Measure[]> {
  const thread = new Worker(new URL('echoThread.ts', import.meta.url));
  try {
    const windows = await alternate(
      pairs,
      async () => median(await incidentMs(thread, false)),
      async () => median(await bareMs(thread)),
    );
    const loaded = await incidentMs(thread, true);
    const p99 = percentile(loaded, 0.99);
    return [
      ratioOf(
        {
          goal: 16,
          what: 'incident saved and told, p50 / bare commit of 2 rows and thread hop',
          bound: '<=',
          target: 5,
        },
        windows,
        { a: 'incident', b: 'bare', unit: 'ms' },
      ),
      figureOf(
        { goal: 16, what: `incident saved and told beside other writes, p99 / ${mostMs} ms`, bound: '<=', target: 1 },
        p99 / mostMs,
        `p50 ${median(loaded).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
        loaded.length,
      ),
    ];
  } finally {
    await thread.terminate();
  }
}

/**
 * Time from when an incident was due until the other thread answered.
 * @param loaded beside other writes
 */
async function incidentMs(thread: Worker, loaded: boolean): Promise<number[]> {
  return inFolder(async (folder) => {
    const stores = storesIn(folder);
    const stopWrites = loaded ? otherWrites(stores) : () => undefined;
    const times: number[] = [];
    for (let at = 0; at < saves; at++) {
      const due = performance.now() + (loaded ? 20 : 0);
      if (loaded) await setTimeout(20);
      const incident = incidentOf(at);
      stores.incidents.save(incident, [entryOf(incident, 'began'), entryOf(incident, 'detected')]);
      await hop(thread, incident);
      times.push(performance.now() - due);
    }
    stopWrites();
    stores.close();
    return times;
  });
}

async function bareMs(thread: Worker): Promise<number[]> {
  return inFolder(async (folder) => {
    const db = openWritable(join(folder, 'bare.db'));
    db.exec('CREATE TABLE i (id INTEGER PRIMARY KEY, text); CREATE TABLE e (id INTEGER PRIMARY KEY, text)');
    const statements = [db.prepare('INSERT INTO i (text) VALUES (?)'), db.prepare('INSERT INTO e (text) VALUES (?)')];
    const times: number[] = [];
    for (let at = 0; at < saves; at++) {
      const begun = performance.now();
      const incident = incidentOf(at);
      const text = JSON.stringify(incident);
      inOne(db, () => statements.forEach((statement) => statement.run(text)));
      await hop(thread, incident);
      times.push(performance.now() - begun);
    }
    db.close();
    return times;
  });
}

async function hop(thread: Worker, incident: Incident): Promise<void> {
  const answered = once(thread, 'message');
  thread.postMessage(incident);
  await answered;
}

function incidentOf(at: number): Incident {
  return {
    incidentId: `incident-${at}`,
    type: 'stopped-vehicle',
    severity: 'high',
    cameraId: 'a',
    beganAtMs: at,
    detectedAtMs: at,
    lastSeenAtMs: at,
    endedAtMs: null,
    place: { image: { x: 640.5, y: 360 }, ground: { xM: 3.5, yM: 41 }, laneId: 'north-1', zoneId: null },
    trackIds: [at],
    boxes: [[at, 640.5, 340, 80, 60]],
    confidence: 0.9,
    evidence: [{ what: 'standing for', value: 8, limit: 7, unit: 's' }],
    partOf: null,
    sceneVersion: 1,
    hasPicture: false,
  };
}

function entryOf({ incidentId, detectedAtMs }: Incident, what: IncidentEntry['what']): IncidentEntry {
  return { incidentId, atMs: detectedAtMs, what, text: 'A car stands in lane North 1.' };
}
