import { expect, test } from 'vitest';
import { goals, type Goal, routesOf } from '../simulation/routes.ts';
import { demoCameraViews } from './demoCameras.ts';
import { distanceM, Path, roundedCourse } from './path.ts';
import { cycleS, signalGroups, signalStateAt } from './signals.ts';
import { demoSite } from './site.ts';
import { siteScenery } from './siteScenery.ts';

test('every lane begins where the one before it ends', () => {
  const gaps = demoSite.lanes.flatMap((lane) => {
    const end = lane.path.points.at(-1);
    return (demoSite.successors[lane.index] ?? []).map((next) =>
      distanceM(end ?? { xM: 0, yM: 0 }, next.path.point(0)),
    );
  });
  expect(gaps.length).toBeGreaterThan(40);
  expect(Math.max(...gaps)).toBeLessThan(0.001);
});

test('the exit leads from the motorway to every goal in town, and town back to the motorway', () => {
  const routes = routesOf(demoSite);
  const from = (laneId: string) =>
    (Object.keys(goals) as Goal[]).filter((goal) => routes[goal][demoSite.lane(laneId).index] !== undefined);
  expect(from('motorway-east-2')).toEqual(['motorway-east', 'street-east', 'street-west', 'south']);
  expect(from('side-road-in')).toEqual(['motorway-east', 'street-east', 'street-west', 'south']);
  expect(from('entry-lane')).toEqual(['motorway-east']);
});

test('a rounded corner keeps its ends and shortens the way', () => {
  const corners = [
    { xM: 0, yM: 0 },
    { xM: 20, yM: 0, radiusM: 10 },
    { xM: 20, yM: 20 },
  ];
  const path = new Path(roundedCourse(corners));
  expect(path.lengthM).toBeCloseTo(20 + 5 * Math.PI, 1);
  expect([path.point(0), path.points.at(-1)]).toEqual([
    { xM: 0, yM: 0 },
    { xM: 20, yM: 20 },
  ]);
});

test('street and cross road are never free together; amber lasts 3 s and then all wait 2 s', () => {
  const at = Array.from({ length: cycleS * 10 }, (_, tenth) =>
    signalGroups.map((group) => signalStateAt(group, tenth * 100)),
  );
  const free = (state: string | undefined) => state === 'green' || state === 'amber';
  expect(at.filter(([street, , cross]) => free(street) && free(cross))).toEqual([]);
  expect(at.filter(([, left, cross]) => free(left) && free(cross))).toEqual([]);
  expect(at.filter((states) => free(states[4]) && states.slice(0, 4).some(free))).toEqual([]);
  expect(at.filter(([street]) => street === 'amber')).toHaveLength(30);
  const nobody = at.filter((states, tenth) => tenth > 380 && tenth < 440 && !states.some(free));
  expect(nobody.length).toBe(20);
});

test('six cameras on masts of 7 to 12 m see their counting lines 15 to 60 m away', () => {
  expect(demoCameraViews).toHaveLength(6);
  for (const { pose, lines } of demoCameraViews) {
    expect(pose.zM >= 7 && pose.zM <= 12).toBe(true);
    for (const { from, to } of lines) {
      const middle = { xM: (from.xM + to.xM) / 2, yM: (from.yM + to.yM) / 2 };
      const awayM = distanceM(pose, middle);
      const aside = Math.atan2(middle.yM - pose.yM, middle.xM - pose.xM) - pose.panRad;
      const turned = Math.abs(Math.atan2(Math.sin(aside), Math.cos(aside)));
      expect([awayM > 15 && awayM < 60, turned < pose.horizontalFovRad / 2]).toEqual([true, true]);
    }
  }
});

test('each signal head shows a group of the programme', () => {
  const { signalHeads } = siteScenery();
  const groups = new Set(signalHeads.map(({ id }) => id.replace(/[.@].*$/, '')));
  expect([...groups].toSorted()).toEqual([...signalGroups].toSorted());
});
