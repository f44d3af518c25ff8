import { degraded, perfect } from '../../app/demo/truth/degrade.ts';
import type { Interval } from '../../app/traffic/quantities/interval.ts';
import { quantitiesOf } from '../../app/traffic/quantities/quantitiesOf.ts';
import { added, rollUp } from '../../app/traffic/quantities/rollUp.ts';
import { type MeasuredCamera, measuredRoad, type TrueCrossing } from './quantitiesRoad.ts';
import type { TruthRow } from './row.ts';

const [minutes, seed] = [5, 11];
const qualities = ['perfect boxes', 'boxes with a tenth dropped and all trembling'] as const;

/** Counts, movements and quantities on the simulated road: six cameras, five minutes, seeded. Takes a minute. */
export async function quantityRows(): Promise<TruthRow[]> {
  const cameras = measuredRoad(minutes, [perfect, degraded], seed);
  return [
    ...[0, 1].flatMap((quality) => [countRow(cameras, quality), movementRow(cameras, quality)]),
    doubleRow(cameras),
    consistencyRow(cameras),
    edieRow(cameras),
    meansRow(cameras),
    speedRow(cameras),
  ];
}

function countRow(cameras: readonly MeasuredCamera[], quality: number): TruthRow {
  const compared = cameras.flatMap((camera) => linesOf(camera, quality));
  const [wrong, all] = [
    sum(compared, ({ truth, found }) => Math.abs(found - truth)),
    sum(compared, ({ truth }) => truth),
  ];
  const hidden = sum(compared, (line) => line.hidden);
  const what = `counts by line and direction from ${qualities[quality]}: ${all} crossings that can be seen (${hidden} hidden besides)`;
  return shareRow(what, wrong / all, quality === 0 ? 0.01 : 0.05);
}

/** Entry and exit of each vehicle over the lines of a camera, stop lines included. */
function movementRow(cameras: readonly MeasuredCamera[], quality: number): TruthRow {
  let [wrong, all] = [0, 0];
  for (const { crossings, intervals } of cameras) {
    const truth = pairsOf(crossings.filter(({ canBeCounted }) => canBeCounted));
    const { movements } = added(
      intervals[quality]!.filter(({ element }) => element.kind === 'camera').map(({ sums }) => sums),
    );
    for (const pair of new Set([...truth.keys(), ...Object.keys(movements)])) {
      const found = sum(Object.values(movements[pair] ?? {}), (vehicles) => vehicles);
      wrong += Math.abs(found - (truth.get(pair) ?? 0));
      all += truth.get(pair) ?? 0;
    }
  }
  return shareRow(
    `movements from line to line from ${qualities[quality]}: ${all}`,
    wrong / all,
    quality === 0 ? 0.01 : 0.05,
  );
}

function doubleRow(cameras: readonly MeasuredCamera[]): TruthRow {
  const lines = cameras.flatMap((camera) => [0, 1].flatMap((quality) => linesOf(camera, quality)));
  const tooMany = sum(lines, ({ truth, hidden, found }) => Math.max(0, found - truth - hidden));
  return row(
    '12',
    'vehicles counted more often than they crossed, both kinds of boxes',
    String(tooMany),
    '0',
    tooMany === 0,
  );
}

/** The movements and the unmatched are the tracks that crossed; minutes and the whole are the sums of ten seconds. */
function consistencyRow(cameras: readonly MeasuredCamera[]): TruthRow {
  const differing = cameras.flatMap(({ intervals }) =>
    intervals.flatMap((tens) => {
      const byMinutes = rollUp(rollUp(tens, 60_000), 3_600_000);
      const direct = rollUp(tens, 3_600_000);
      return direct.filter(
        ({ sums }, at) => JSON.stringify(countsIn(sums)) !== JSON.stringify(countsIn(byMinutes[at]!.sums)),
      );
    }),
  );
  const what = 'hours whose counts differ when they are added over minutes';
  return row('12', what, String(differing.length), '0', differing.length === 0);
}

function countsIn({ counts, movements, unmatched, speedN, headwayN }: Interval['sums']) {
  return { counts, movements, unmatched, speedN, headwayN };
}

function edieRow(cameras: readonly MeasuredCamera[]): TruthRow {
  let [worst, intervals] = [0, 0];
  for (const interval of ofKind(cameras, 'lane')) {
    const { flow, density, spaceMeanSpeed } = quantitiesOf(interval);
    if (!flow || !density || !spaceMeanSpeed || flow.value === 0) continue;
    intervals++;
    worst = Math.max(worst, Math.abs(flow.value / (density.value * spaceMeanSpeed.value) - 1));
  }
  const what = `flow against density times space-mean speed in ${intervals} intervals of lanes`;
  return row('13', what, worst.toExponential(1), '1e-9', intervals > 100 && worst <= 1e-9);
}

function meansRow(cameras: readonly MeasuredCamera[]): TruthRow {
  const means = ofKind(cameras, 'line')
    .map((interval) => quantitiesOf(interval))
    .filter(({ timeMeanSpeed, spaceMeanSpeed }) => timeMeanSpeed && spaceMeanSpeed);
  const wrong = means.filter((found) => found.spaceMeanSpeed!.value > found.timeMeanSpeed!.value * (1 + 1e-12)).length;
  const what = `intervals of lines whose space-mean speed is above the time-mean speed, of ${means.length}`;
  return row('13', what, String(wrong), '0', means.length > 100 && wrong === 0);
}

/** Where vehicles drive on, at the motorway's lines. Who turns or starts before a signal has no one speed. */
function speedRow(cameras: readonly MeasuredCamera[]): TruthRow {
  const errors = cameras
    .filter(({ name }) => name.startsWith('motorway'))
    .flatMap(({ crossings, intervals }) => {
      const byLine = Map.groupBy(
        crossings.filter(({ canBeCounted }) => canBeCounted),
        ({ lineId }) => lineId,
      );
      return [...byLine].map(([lineId, at]) => {
        const truth = sum(at, ({ speedMps }) => speedMps) / at.length;
        const { speedSum, speedN } = added(sumsOfLine(intervals[0]!, lineId));
        return Math.abs(speedSum / speedN / truth - 1);
      });
    });
  const [median, worst] = [errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)]!, Math.max(...errors)];
  const what = `mean speeds at the ${errors.length} lines of the motorway, median (the worst: ${(100 * worst).toFixed(2)} %)`;
  return shareRow(what, median, 0.01, '13');
}

function linesOf({ crossings, intervals }: MeasuredCamera, quality: number) {
  const lineIds = new Set(
    intervals[quality]!.filter(({ element }) => element.kind === 'line').map(({ element }) => element.id),
  );
  return [...lineIds].flatMap((lineId) => {
    const { counts } = added(sumsOfLine(intervals[quality]!, lineId));
    return (['forward', 'backward'] as const).map((direction) => {
      const truth = crossings.filter((crossing) => crossing.lineId === lineId && crossing.direction === direction);
      const seen = truth.filter(({ canBeCounted }) => canBeCounted).length;
      return {
        truth: seen,
        hidden: truth.length - seen,
        found: sum(Object.values(counts), (ofClass) => ofClass[direction]),
      };
    });
  });
}

/** First and last line of everybody who crossed two or more. */
function pairsOf(crossings: readonly TrueCrossing[]): Map<string, number> {
  const pairs = new Map<string, number>();
  for (const ways of Map.groupBy(crossings, ({ bodyId }) => bodyId).values()) {
    if (ways.length < 2) continue;
    const pair = `${ways[0]!.lineId}>${ways.at(-1)!.lineId}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function sumsOfLine(intervals: readonly Interval[], lineId: string): Interval['sums'][] {
  return intervals.filter(({ element }) => element.kind === 'line' && element.id === lineId).map(({ sums }) => sums);
}

function ofKind(cameras: readonly MeasuredCamera[], kind: Interval['element']['kind']): Interval[] {
  return cameras.flatMap(({ intervals }) => intervals.flat().filter(({ element }) => element.kind === kind));
}

function sum<Value>(values: readonly Value[], of: (value: Value) => number): number {
  return values.reduce((all, value) => all + of(value), 0);
}

function shareRow(what: string, share: number, limit: number, goal = '12'): TruthRow {
  return row(goal, what, `${(100 * share).toFixed(2)} %`, `${100 * limit} %`, share <= limit);
}

function row(goal: string, what: string, figure: string, limit: string, met: boolean): TruthRow {
  return { goal, what, figure, limit, met };
}
