import type { Precision } from '../../app/demo/truth/boxScore.ts';
import type { CountError } from '../../app/demo/truth/lineScore.ts';
import type { Score } from '../../app/demo/truth/score.ts';
import { crossingDirections } from '../../app/traffic/countingLine.ts';

/** A score for reading: counts by line and direction, boxes by class, tracks. */
export function scoreTable({ camera, counts, boxes, incidents }: Score): string {
  const lines = Object.entries(counts.lines).flatMap(([line, score]) =>
    crossingDirections.flatMap((direction) => {
      const { byClass, ...whole } = score[direction];
      return [
        countRow(`${line} ${direction}`, whole),
        ...Object.entries(byClass).map(([name, count]) => countRow(`  ${name}`, count)),
      ];
    }),
  );
  const countTable = [
    ['counts', 'truth', 'found', 'error'],
    ...lines,
    countRow('all', counts.total),
    ...counts.notAnalysed.map((line) => [`${line} (not analysed)`, '', '', '']),
  ];
  const byPlace = counts.matchedByPlace.map(({ truth, result, isReversed }) => {
    const name = result === truth ? 'has the same name' : `is "${result}"`;
    const way = isReversed ? ', drawn the other way: its directions are exchanged here' : '';
    return `${truth} ${name} in the result (matched by place)${way}\n`;
  });
  return `camera ${camera}\n\n${aligned(countTable)}${byPlace.join('')}\n${boxes ? boxTables(boxes) : 'no boxes: the result has no paths\n'}\n${incidents ? incidentTable(incidents) : 'no incidents: the analysis had no scene\n'}`;
}

function boxTables({ byClass, tracks }: NonNullable<Score['boxes']>): string {
  const classes = Object.entries(byClass).flatMap(([name, { byHeightPx, ...whole }]) => [
    boxRow(name, whole),
    ...Object.entries(byHeightPx).map(([bin, part]) => boxRow(`  ${bin} px`, part)),
  ]);
  const { HOTA, MOTA, IDF1, IDSW } = tracks;
  const trackTable = [
    ['tracks', 'HOTA', 'MOTA', 'IDF1', 'switches'],
    ['all', percent(HOTA), percent(MOTA), percent(IDF1), String(IDSW)],
  ];
  return `${aligned([['boxes', 'truth', 'found', 'recall', 'precision'], ...classes])}\n${aligned(trackTable)}`;
}

function incidentTable({ byType, false: wrong, repeated }: NonNullable<Score['incidents']>): string {
  const rows = Object.entries(byType).map(([type, { truth, detected, missed, delaysS }]) => {
    const slowest = delaysS.length > 0 ? `${Math.max(...delaysS).toFixed(1)} s` : '-';
    return [type, String(truth), String(detected), String(missed), slowest];
  });
  const others = [
    ...wrong.map(({ type, detectedAtMs }) => `false: ${type} at ${(detectedAtMs / 1000).toFixed(1)} s\n`),
    ...repeated.map(({ type, detectedAtMs }) => `once more: ${type} at ${(detectedAtMs / 1000).toFixed(1)} s\n`),
  ];
  return `${aligned([['incidents', 'truth', 'found', 'missed', 'slowest'], ...rows])}${others.join('')}`;
}

function countRow(name: string, { truth, found, error, relativeError }: CountError): string[] {
  const share = relativeError === null ? '' : ` (${percent(relativeError)})`;
  return [name, String(truth), String(found), `${error > 0 ? '+' : ''}${error}${share}`];
}

function boxRow(name: string, { truth, found, recall, precision }: Precision): string[] {
  return [name, String(truth), String(found), percent(recall), percent(precision)];
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '-' : `${(100 * share).toFixed(1)} %`;
}

/** First column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return rows.map((row) => `${lineOf(row).trimEnd()}\n`).join('');
}
