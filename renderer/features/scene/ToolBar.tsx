import {
  IconEyeOff,
  IconHandStop,
  IconLane,
  IconLine,
  IconPointer,
  IconPolygon,
  IconRulerMeasure,
  IconSeparator,
  IconTrafficLights,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { sceneText } from '../../text/scene.ts';
import classes from './toolBar.module.css';
import { type Tool, tools } from './tools.ts';

const icons: Readonly<Record<Tool, ComponentType<{ 'aria-hidden': true }>>> = {
  select: IconPointer,
  calibrate: IconRulerMeasure,
  lane: IconLane,
  zone: IconPolygon,
  line: IconLine,
  stopLine: IconHandStop,
  signalHead: IconTrafficLights,
  section: IconSeparator,
  mask: IconEyeOff,
};

export function ToolBar(props: { tool: Tool; onTool: (tool: Tool) => void }) {
  return (
    <div className={classes.tools} role="toolbar" aria-orientation="vertical" aria-label={sceneText.toolbar}>
      {tools.map((tool, at) => {
        const Icon = icons[tool];
        return (
          <button
            key={tool}
            type="button"
            className={classes.tool}
            aria-pressed={tool === props.tool}
            aria-keyshortcuts={String(at + 1)}
            title={`${sceneText.tools[tool]} (${at + 1})`}
            onClick={() => props.onTool(tool)}
          >
            <Icon aria-hidden />
            {sceneText.tools[tool]}
          </button>
        );
      })}
    </div>
  );
}
