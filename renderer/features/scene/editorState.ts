import type { Point } from '../../../app/space/box.ts';
import type { Edited } from './edited.ts';
import type { ElementIds } from './elementIds.ts';
import type { History } from './sceneHistory.ts';
import type { ShapeRef } from './shapes.ts';
import type { MarkTool, Tool } from './tools.ts';

/** Everything of the scene page that undo, keys and pointer act on. Points are pixels of the scene's picture. */
export interface Editor {
  readonly history: History<Edited>;
  readonly tool: Tool;
  readonly mark: MarkTool;
  /** Sides of the rectangle that the tool Calibrate marks, metres. */
  readonly rectangle: { readonly widthM: number; readonly lengthM: number };
  /** Points placed for an element that is not finished. */
  readonly drawing: readonly Point[];
  /** First line of a section that is being made. */
  readonly sectionFrom: string | null;
  readonly selected: ShapeRef | null;
  /** Selected point of the selected shape. */
  readonly point: number | null;
  /** Where the keyboard draws. */
  readonly cursor: Point;
  /** Ids that versions of this scene have or had, as far as they were read: nothing new gets one of them. */
  readonly used: ElementIds;
}

export type EditorAction =
  | { readonly do: 'chooseTool'; readonly tool: Tool }
  | { readonly do: 'chooseMark'; readonly mark: MarkTool }
  | { readonly do: 'setRectangle'; readonly widthM: number; readonly lengthM: number }
  | { readonly do: 'place'; readonly at: Point }
  | {
      readonly do:
        | 'placeAtCursor'
        | 'takeBack'
        | 'finish'
        | 'escape'
        | 'remove'
        | 'insert'
        | 'settle'
        | 'undo'
        | 'redo';
    }
  | { readonly do: 'select'; readonly ref: ShapeRef | null; readonly point?: number | null }
  | { readonly do: 'stepPoint'; readonly by: 1 | -1 }
  | { readonly do: 'movePoint'; readonly to: Point }
  | { readonly do: 'moveShape'; readonly by: Point }
  | { readonly do: 'arrow'; readonly by: Point }
  | { readonly do: 'insertAfter'; readonly ref: ShapeRef; readonly after: number }
  | { readonly do: 'setFields'; readonly ref: ShapeRef; readonly fields: object }
  | { readonly do: 'addSection'; readonly fromLineId: string; readonly toLineId: string }
  | { readonly do: 'addExternalHead' }
  | { readonly do: 'learnIds'; readonly used: ElementIds }
  /** Another whole state, as one step: a copy, a scaled scene, an older version, other rules. */
  | { readonly do: 'replace'; readonly edited: Edited; readonly gesture?: string };
