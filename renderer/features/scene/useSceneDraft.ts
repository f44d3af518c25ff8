import { type Dispatch, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Scene, SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { useClock } from '../../state/context.tsx';
import { type Edited, editedOf, sameEdit } from './edited.ts';
import { edit, editorOf } from './editor.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { dropDraft, keepDraft, readDraft } from './sceneDrafts.ts';

/** What was begun from: the saved version, or nothing yet. */
interface Base {
  readonly version: number | null;
  readonly edited: Edited;
  /** The versions that the draft comes from: the one it was begun from, and those it was saved as. */
  readonly lineage: readonly number[];
}

export interface SceneWork {
  readonly editor: Editor;
  readonly dispatch: Dispatch<EditorAction>;
  readonly baseVersion: number | null;
  /** The versions that the draft comes from. */
  readonly lineage: readonly number[];
  /** Whether there is something to save. */
  readonly changed: boolean;
  /** When the draft was changed last that this page began with; `null` when it began with what is saved. */
  readonly restoredAtMs: number | null;
  /** False when the browser could not keep the draft. */
  readonly kept: boolean;
  /** `edited` was saved as `version`. */
  savedAs(version: number, edited: Edited): void;
  /** Takes what is saved now in place of the draft. */
  discard(): void;
  /** Goes on from the newest version, with the draft as it is. */
  rebase(): void;
}

/** The scene of a camera while it is edited. It outlives the page in this browser until it is saved or discarded. */
export function useSceneDraft(cameraId: string, saved: SceneVersion | null, start: Scene): SceneWork {
  const clock = useClock();
  const [first] = useState(() => readDraft(window.localStorage, cameraId));
  const [restoredAtMs, setRestored] = useState(first?.changedAtMs ?? null);
  const newest = useMemo<Base>(
    () => ({ version: saved?.version ?? null, edited: editedOf(start), lineage: saved ? [saved.version] : [] }),
    [saved, start],
  );
  const [base, setBase] = useState<Base>(
    first ? { ...newest, version: first.baseVersion, lineage: first.lineage } : newest,
  );
  const [editor, dispatch] = useReducer(editOrRenew, first?.edited ?? base.edited, editorOf);
  const [kept, setKept] = useState(true);
  const holds = useRef(first !== null);
  const { present } = editor.history;
  const changed = !sameEdit(present, base.edited);

  const discard = (): void => {
    setBase(newest);
    setRestored(null);
    dispatch({ do: 'renew', edited: newest.edited });
  };
  // Untouched scenes follow the station; a touched one is the operator's until it is saved or thrown away.
  if (!changed && (newest.version ?? 0) > (base.version ?? 0)) discard();

  const { version, lineage } = base;
  useEffect(() => {
    // Another window may have a draft of its own; only what this page has kept is dropped.
    if (!changed && holds.current) dropDraft(window.localStorage, cameraId);
    holds.current = changed;
    const draft = { baseVersion: version, lineage, changedAtMs: clock.wallMs(), edited: present };
    // oxlint-disable-next-line react/set-state-in-effect -- only the attempt tells whether there is room
    setKept(!changed || keepDraft(window.localStorage, cameraId, draft));
  }, [cameraId, changed, version, lineage, present, clock]);

  return {
    editor,
    dispatch,
    baseVersion: version,
    lineage,
    changed,
    restoredAtMs: changed ? restoredAtMs : null,
    kept,
    savedAs(next, edited) {
      setBase({ version: next, edited, lineage: [...lineage, next] });
      setRestored(null);
    },
    discard,
    rebase: () => setBase((now) => ({ ...now, version: newest.version })),
  };
}

type Renewal = { readonly do: 'renew'; readonly edited: Edited };

/** Begins anew without a past: what is undone then would be somebody else's work. */
const editOrRenew = (editor: Editor, action: EditorAction | Renewal): Editor =>
  action.do === 'renew' ? { ...editorOf(action.edited), tool: editor.tool, used: editor.used } : edit(editor, action);
