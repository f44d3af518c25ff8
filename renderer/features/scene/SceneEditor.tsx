import { type ReactNode, useDeferredValue, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import type { Size } from '../../../app/space/box.ts';
import { calibrationReport } from '../../../app/traffic/calibration/calibrationReport.ts';
import type { Scene, SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { panned } from '../../live/pictureView.ts';
import { sceneText } from '../../text/scene.ts';
import { calibrationOf } from './calibrationDraft.ts';
import { sceneOf } from './edited.ts';
import { idsOfVersions } from './elementIds.ts';
import { keyAction } from './editorKeys.ts';
import { type RoadLook, RoadLayer } from './RoadLayer.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import classes from './sceneEditor.module.css';
import { SceneHeader } from './SceneHeader.tsx';
import { SceneLayer } from './SceneLayer.tsx';
import { SceneMessages } from './SceneMessages.tsx';
import { ScenePanel, type PanelName } from './ScenePanel.tsx';
import { faultsOf } from './sceneFaults.ts';
import { Stage } from './Stage.tsx';
import { ToolBar } from './ToolBar.tsx';
import type { Tool } from './tools.ts';
import { useSceneDraft } from './useSceneDraft.ts';
import { useSceneSaving } from './useSceneSaving.ts';
import { useSceneVersions } from './useSceneVersions.ts';
import { useSiteRules } from './useSiteRules.ts';
import { useShortcuts } from './useShortcuts.ts';
import { versionChanges } from './versionChanges.ts';

interface Props {
  readonly camera: Camera;
  readonly saved: SceneVersion | null;
  /** What is edited when there is no draft: the saved scene, or an empty one. */
  readonly start: Scene;
  /** Of the camera's own picture; `null` while it is not known. */
  readonly picture: Size | null;
  readonly choice: ReactNode;
}

/** Draws the scene of one camera over its live picture, checks it and saves it. */
export function SceneEditor({ camera, saved, start, picture, choice }: Props) {
  const work = useSceneDraft(camera.cameraId, saved, start);
  const { editor, dispatch } = work;
  const { present } = editor.history;
  const [panel, setPanel] = useState<PanelName>('elements');
  const [look, setLook] = useState<RoadLook>({ grid: true, errors: true, metres: false });
  const saving = useSceneSaving(camera.cameraId, work);
  const known = useSceneVersions(camera.cameraId, saved?.version ?? null);
  useEffect(() => {
    if (known.versions) dispatch({ do: 'learnIds', used: idsOfVersions(known.versions) });
  }, [known.versions, dispatch]);

  // Checks may take longer than a frame; the drawing must not wait for them.
  const checked = useDeferredValue(present);
  const calibration = useMemo(() => calibrationOf(checked.calibration), [checked.calibration]);
  const report = useMemo(
    () => calibration && calibrationReport(calibration, checked.scene.picture),
    [calibration, checked.scene.picture],
  );
  const siteRules = useSiteRules();
  const faults = useMemo(() => faultsOf(checked, picture, siteRules), [checked, picture, siteRules]);

  const chooseTool = (tool: Tool): void => {
    dispatch({ do: 'chooseTool', tool });
    if (tool === 'calibrate') setPanel('calibration');
    else if (tool !== 'select') setPanel('elements');
  };
  useShortcuts({
    dispatch,
    onTool: chooseTool,
    onSave: () => faultsOf(present, picture, siteRules).length === 0 && saving.open(),
  });
  const press = useEffectEvent((event: React.KeyboardEvent): void => {
    const action = keyAction(editor, event);
    if (!action) return;
    event.preventDefault();
    dispatch(action);
  });
  // What is being checked may still be wrong: saving waits for the answer.
  const checking = checked !== present;
  const calibrating = panel === 'calibration' || editor.tool === 'calibrate';

  return (
    <div className={classes.page}>
      <SceneHeader
        camera={camera}
        saved={saved}
        work={work}
        savedVersion={saving.savedVersion}
        choice={choice}
        canSave={!checking && faults.length === 0}
        onSave={saving.open}
      />
      <SceneMessages saved={saved} work={work} saving={saving} />
      {saving.asking && <SaveDialog saving={saving} changes={versionChanges(saved?.scene ?? null, sceneOf(present))} />}
      <div className={classes.body}>
        <ToolBar tool={editor.tool} onTool={chooseTool} />
        <Stage
          camera={camera}
          picture={present.scene.picture}
          onKeyDown={(event) => press(event)}
          below={<p className={classes.hint}>{hintOf(editor.tool, editor.mark, editor.sectionFrom !== null)}</p>}
        >
          {(frame, onZoom) => (
            <SceneLayer
              editor={editor}
              frame={frame}
              calibrating={calibrating}
              dispatch={dispatch}
              onPan={(by) => onZoom((zoom, stage) => panned(zoom, by, stage, present.scene.picture))}
            >
              <RoadLayer
                edited={checked}
                report={report}
                frame={frame}
                look={calibrating ? look : { grid: false, errors: false, metres: false }}
              />
            </SceneLayer>
          )}
        </Stage>
        <ScenePanel
          camera={camera}
          saved={saved}
          versions={known}
          work={work}
          panel={panel}
          onPanel={setPanel}
          report={report}
          faults={faults}
          checking={checking}
          picture={picture}
          look={look}
          onLook={setLook}
        />
      </div>
    </div>
  );
}

function hintOf(tool: Tool, mark: keyof typeof sceneText.hints.calibrate, sectionBegun: boolean): string {
  const { hints } = sceneText;
  if (tool === 'calibrate') return hints.calibrate[mark];
  return tool === 'section' && sectionBegun ? hints.sectionTo : hints[tool];
}
