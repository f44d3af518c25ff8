import { expect, test } from 'vitest';
import type { GroundPoint } from '../scene.ts';
import { demoCameraViews, type GroundLine } from './demoCameras.ts';
import type { Lane } from './lane.ts';
import { busStop, street } from './measures.ts';
import { distanceM } from './path.ts';
import { demoSite } from './site.ts';

const linesOfCameras = demoCameraViews.flatMap(({ pose, lines }) =>
  lines.map((line) => ({ ...line, name: `${pose.name} ${line.name}` })),
);

/** A point every half metre of a lane's last metres; of all of it without a length. */
function pointsOf({ path }: Lane, lastM = path.lengthM): GroundPoint[] {
  const count = Math.floor(Math.min(lastM, path.lengthM) / 0.5) + 1;
  return Array.from({ length: count }, (_, at) => {
    const point = { xM: 0, yM: 0 };
    path.pointAt(path.lengthM - at * 0.5, point);
    return point;
  });
}

function awayM({ from, to }: GroundLine, { xM, yM }: GroundPoint): number {
  const [alongX, alongY] = [to.xM - from.xM, to.yM - from.yM];
  const share = ((xM - from.xM) * alongX + (yM - from.yM) * alongY) / (alongX ** 2 + alongY ** 2);
  const within = Math.max(0, Math.min(1, share));
  return Math.hypot(xM - from.xM - within * alongX, yM - from.yM - within * alongY);
}

const nearer = (line: GroundLine, points: readonly GroundPoint[], metres: number): boolean =>
  points.some((point) => awayM(line, point) < metres);

test('nobody waits on a counting line, neither before a signal or a stop sign nor at the bus stop', () => {
  const held = demoSite.lanes.filter(({ control }) => control !== undefined);
  const laneYM = street.middleYM - street.laneCentresM[0];
  const bus = Array.from({ length: 28 }, (_, at) => ({ xM: busStop.xM + 1 - at * 0.5, yM: laneYM }));
  const waiting = [...held.flatMap((lane) => pointsOf(lane, 20)), ...bus];
  const onStopLine = { name: 'across a stop line', from: { xM: 1019.5, yM: -161.5 }, to: { xM: 1019.5, yM: -169 } };
  const crowded = [...linesOfCameras, onStopLine].filter((line) => nearer(line, waiting, 0.8));
  expect(crowded.map(({ name }) => name)).toEqual(['across a stop line']);
});

test('the ends of counting lines lie between lanes, so that nobody drives along an end', () => {
  const driven = demoSite.lanes.flatMap((lane) => pointsOf(lane));
  const inTheLane = { name: 'beside the cycle lane', from: { xM: 722, yM: -169 }, to: { xM: 722, yM: -161.8 } };
  const doubtful = [...linesOfCameras, inTheLane].filter(({ from, to }) =>
    driven.some((point) => Math.min(distanceM(from, point), distanceM(to, point)) < 0.8),
  );
  expect(doubtful.map(({ name }) => name)).toEqual(['beside the cycle lane']);
});
