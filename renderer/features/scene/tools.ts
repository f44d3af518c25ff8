import type { ElementKind, MarkKind } from './shapes.ts';

/** What a click into the picture does, in the order of the tool bar; the keys 1 to 9 choose them. */
export const tools = [
  'select',
  'calibrate',
  'lane',
  'zone',
  'line',
  'stopLine',
  'signalHead',
  'section',
  'mask',
] as const;
export type Tool = (typeof tools)[number];

/** What the tool Calibrate marks. A rectangle becomes four pairs. */
export type MarkTool = MarkKind | 'rectangle';

/** How many points finish a drawing; `null` where the operator says when it is finished. */
export function pointsToFinish(tool: Tool, mark: MarkTool): number | null {
  if (tool === 'calibrate') return mark === 'rectangle' ? 4 : mark === 'pair' || mark === 'controlPoint' ? 1 : 2;
  return tool === 'line' || tool === 'stopLine' || tool === 'signalHead' ? 2 : null;
}

/** Whether clicks with this tool add points. */
export const draws = (tool: Tool): tool is 'calibrate' | Exclude<ElementKind, 'section'> =>
  tool !== 'select' && tool !== 'section';
