import type { KeyboardEvent } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import type { Size } from '../../../app/space/box.ts';
import type { CalibrationReport } from '../../../app/traffic/calibration/calibrationReport.ts';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import { CalibrationPanel } from './CalibrationPanel.tsx';
import { ElementsPanel } from './ElementsPanel.tsx';
import { sceneOf } from './edited.ts';
import { ProblemList } from './ProblemList.tsx';
import { ReplayPanel } from './ReplayPanel.tsx';
import type { RoadLook } from './RoadLayer.tsx';
import { RulesPanel } from './RulesPanel.tsx';
import type { Fault } from './sceneFaults.ts';
import classes from './scenePanel.module.css';
import type { SceneWork } from './useSceneDraft.ts';
import type { KnownVersions } from './useSceneVersions.ts';
import { VersionsPanel } from './VersionsPanel.tsx';

const panelNames = ['elements', 'calibration', 'rules', 'replay', 'versions'] as const;
export type PanelName = (typeof panelNames)[number];

export interface PanelProps {
  readonly camera: Camera;
  readonly saved: SceneVersion | null;
  readonly versions: KnownVersions;
  readonly work: SceneWork;
  readonly panel: PanelName;
  onPanel(panel: PanelName): void;
  readonly report: CalibrationReport | null;
  readonly faults: readonly Fault[];
  /** Whether the faults are still those of a moment ago. */
  readonly checking: boolean;
  readonly picture: Size | null;
  readonly look: RoadLook;
  onLook(look: RoadLook): void;
}

/** What stands beside the picture: one of five panels, and below it always what is wrong. */
export function ScenePanel(props: PanelProps) {
  const { work, panel, faults } = props;
  const show = (fault: Fault): void => {
    if (fault.about !== 'picture') props.onPanel(fault.about);
    if (fault.shape) {
      work.dispatch({ do: 'chooseTool', tool: 'select' });
      work.dispatch({ do: 'select', ref: fault.shape });
    }
  };
  return (
    <aside className={classes.panel} aria-label={sceneText.panelsLabel}>
      <Tabs panel={panel} onPanel={props.onPanel} />
      <div role="tabpanel" id="scene-panel" aria-labelledby={`scene-tab-${panel}`} className={classes.panelBody}>
        <Content {...props} />
      </div>
      <ProblemList work={work} faults={faults} checking={props.checking} picture={props.picture} onShow={show} />
    </aside>
  );
}

function Content(props: PanelProps) {
  const { work, camera } = props;
  const { editor, dispatch } = work;
  switch (props.panel) {
    case 'elements':
      return <ElementsPanel editor={editor} dispatch={dispatch} />;
    case 'calibration':
      return (
        <CalibrationPanel
          editor={editor}
          report={props.report}
          look={props.look}
          onLook={props.onLook}
          dispatch={dispatch}
        />
      );
    case 'rules':
      return <RulesPanel editor={editor} dispatch={dispatch} />;
    case 'replay':
      return (
        <ReplayPanel
          cameraId={camera.cameraId}
          scene={sceneOf(editor.history.present)}
          faulty={props.checking || props.faults.length > 0}
        />
      );
    case 'versions':
      return (
        <VersionsPanel cameraId={camera.cameraId} saved={props.saved} known={props.versions} changed={work.changed} />
      );
  }
}

/** Tabs by the pattern of ARIA: one stop for the tab key, arrows between them. */
function Tabs({ panel, onPanel }: Pick<PanelProps, 'panel' | 'onPanel'>) {
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = by === 0 ? undefined : panelNames.at((panelNames.indexOf(panel) + by) % panelNames.length);
    if (next === undefined) return;
    event.preventDefault();
    onPanel(next);
    document.getElementById(`scene-tab-${next}`)?.focus();
  };
  return (
    <div className={classes.tabs} role="tablist" aria-label={sceneText.panelsLabel} onKeyDown={press}>
      {panelNames.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`scene-tab-${name}`}
          aria-controls="scene-panel"
          aria-selected={name === panel}
          tabIndex={name === panel ? 0 : -1}
          onClick={() => onPanel(name)}
        >
          {sceneText.panels[name]}
        </button>
      ))}
    </div>
  );
}
