import { type EvaluatedPicture, meanAveragePrecision } from '../../app/detect/evaluation.ts';

/** COCO's numbers of the classes that the detector is trained for. */
export const trainedClasses: ReadonlyMap<number, string> = new Map([
  [0, 'person'],
  [1, 'bicycle'],
  [2, 'car'],
  [3, 'motorcycle'],
  [5, 'bus'],
  [7, 'truck'],
]);
const vehicleClasses = [1, 2, 3, 5, 7];
const motorVehicleClasses = [2, 3, 5, 7];
/** In pixels of the dataset's picture. What is lower than the first is not asked anywhere. */
const heightBins = [
  [12, 24],
  [24, 48],
  [48, 96],
  [96, Infinity],
] as const;
const asked = [12, Infinity] as const;

export interface NamedPicture {
  readonly light: string;
  readonly picture: EvaluatedPicture;
}

/** One row of the result; scores are 0..1, `null` where there is nothing to find. */
export interface Score {
  readonly of: string;
  readonly truths: number;
  readonly map50: number | null;
  readonly map50to95: number | null;
}

export interface Scores {
  readonly pictures: number;
  readonly overall: readonly Score[];
  readonly byClass: readonly Score[];
  readonly byLight: readonly Score[];
  readonly byHeight: readonly Score[];
}

type Heights = readonly [number, number];

function score(of: string, pictures: readonly NamedPicture[], classIds: readonly number[], heights: Heights): Score {
  const { byClass, map50, map50to95 } = meanAveragePrecision(
    pictures.map(({ picture }) => picture),
    { classIds, heights },
  );
  return { of, truths: [...byClass.values()].reduce((sum, { truths }) => sum + truths, 0), map50, map50to95 };
}

/** Scores over all, by class, by light (vehicles) and by height (vehicles). */
export function scoresOf(pictures: readonly NamedPicture[]): Scores {
  const lights = [...new Set(pictures.map(({ light }) => light))].sort();
  return {
    pictures: pictures.length,
    overall: [
      score('vehicles', pictures, vehicleClasses, asked),
      score('motor vehicles', pictures, motorVehicleClasses, asked),
      score('all classes', pictures, [...trainedClasses.keys()], asked),
    ],
    byClass: [...trainedClasses].map(([classId, name]) => score(name, pictures, [classId], asked)),
    byLight: lights.map((light) =>
      score(
        light,
        pictures.filter((one) => one.light === light),
        vehicleClasses,
        asked,
      ),
    ),
    byHeight: heightBins.map(([lowest, highest]) =>
      score(highest === Infinity ? `>= ${lowest} px` : `${lowest}-${highest} px`, pictures, vehicleClasses, [
        lowest,
        highest,
      ]),
    ),
  };
}

export function markdownOf(scores: Scores): string {
  const parts: [string, readonly Score[]][] = [
    ['over all', scores.overall],
    ['class', scores.byClass],
    ['vehicles by light', scores.byLight],
    ['vehicles by height', scores.byHeight],
  ];
  const tables = parts.map(([title, rows]) =>
    [
      `| ${title} | boxes | mAP50 | mAP50-95 |`,
      '|---|---|---|---|',
      ...rows.map((row) => `| ${row.of} | ${row.truths} | ${shown(row.map50)} | ${shown(row.map50to95)} |`),
    ].join('\n'),
  );
  return `${scores.pictures} pictures, things of at least ${asked[0]} px height.\n\n${tables.join('\n\n')}\n`;
}

function shown(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
