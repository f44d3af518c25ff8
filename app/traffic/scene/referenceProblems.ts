import type { Scene } from './scene.ts';
import type { SceneProblem } from './sceneProblem.ts';
import { calledAs } from './calledAs.ts';

const lists = {
  lanes: 'lanes',
  zones: 'zones',
  lines: 'lines',
  stopLines: 'stop lines',
  signalHeads: 'signal heads',
  sections: 'sections',
  masks: 'privacy masks',
} as const;

/** Ids that are given twice, and such that name nothing. */
export function referenceProblems(scene: Scene): SceneProblem[] {
  return [...twiceGiven(scene), ...stopLineProblems(scene), ...sectionProblems(scene)];
}

function twiceGiven(scene: Scene): SceneProblem[] {
  return (Object.keys(lists) as (keyof typeof lists)[]).flatMap((list) => {
    const ids = scene[list].map(({ id }) => id);
    return ids.flatMap((id, i) =>
      ids.indexOf(id) < i
        ? [{ path: `${list}.${i}.id`, text: `Two ${lists[list]} have the id ${id}; give one of them another.` }]
        : [],
    );
  });
}

function stopLineProblems({ stopLines, signalHeads }: Scene): SceneProblem[] {
  return stopLines.flatMap(({ name, control }, i) => {
    if (control.kind !== 'signal' || signalHeads.some(({ id }) => id === control.signalHeadId)) return [];
    return [
      {
        path: `stopLines.${i}.control.signalHeadId`,
        text: `${calledAs('Stop line', name)} names the signal head ${control.signalHeadId}, which the scene does not have; choose another or draw it.`,
      },
    ];
  });
}

function sectionProblems({ sections, lines }: Scene): SceneProblem[] {
  return sections.flatMap(({ name, fromLineId, toLineId }, i) => {
    const unknown = (['fromLineId', 'toLineId'] as const).flatMap((end) => {
      const id = end === 'fromLineId' ? fromLineId : toLineId;
      if (lines.some((line) => line.id === id)) return [];
      return [
        {
          path: `sections.${i}.${end}`,
          text: `${calledAs('Section', name)} names the line ${id}, which the scene does not have; choose another line.`,
        },
      ];
    });
    if (fromLineId !== toLineId) return unknown;
    return [
      ...unknown,
      {
        path: `sections.${i}.toLineId`,
        text: `${calledAs('Section', name)} begins and ends at the same line; choose another line for its end.`,
      },
    ];
  });
}
