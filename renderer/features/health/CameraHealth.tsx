import { memo, useRef } from 'react';
import { shallowEqual } from 'react-redux';
import type { Camera } from '../../../app/camera/camera.ts';
import type { CameraStatus } from '../../../app/camera/cameraState.ts';
import { useFact, useLive } from '../../state/context.tsx';
import { decimal, duration, nothing, whole } from '../../text/format.ts';
import { healthText } from '../../text/health.ts';
import { GapRow } from '../../ui/GapRow.tsx';
import { remPx } from '../../ui/remPx.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import ui from '../../ui/ui.module.css';
import { useRowWindow } from '../../ui/useRowWindow.ts';
import { shownState } from '../../state/shownState.ts';
import classes from './health.module.css';

interface Column {
  readonly head: string;
  readonly hint?: string;
  of(status: CameraStatus): string;
}

const { camera: head, hints, groups } = healthText;

/** One line a figure: its head, what it means, and how it is read from a status. */
const figureGroups: readonly (readonly [group: string, columns: readonly Column[]])[] = [
  [
    groups.stream,
    [
      { head: head.keyframe, hint: hints.keyframe, of: ({ quality }) => duration(quality.keyframeIntervalMs) },
      { head: head.gaps, hint: hints.gaps, of: ({ quality }) => whole(quality.gaps) },
      { head: head.restarts, of: ({ restarts }) => whole(restarts) },
    ],
  ],
  [
    groups.analysis,
    [
      { head: head.analysed, of: ({ quality }) => decimal(quality.fpsAnalysed) },
      { head: head.latency, hint: hints.latency, of: ({ quality }) => duration(quality.analysisLatencyMs) },
    ],
  ],
  [
    groups.drops,
    [
      { head: head.slot, hint: hints.slot, of: ({ drops }) => whole(drops.slot) },
      { head: head.overlay, hint: hints.overlay, of: ({ drops }) => whole(drops.overlay) },
      { head: head.video, hint: hints.video, of: ({ drops }) => whole(drops.video) },
    ],
  ],
  [
    groups.picture,
    [
      { head: head.brightness, hint: hints.brightness, of: ({ quality }) => whole(quality.brightness) },
      { head: head.contrast, hint: hints.contrast, of: ({ quality }) => whole(quality.contrast) },
      { head: head.sharpness, hint: hints.sharpness, of: ({ quality }) => whole(quality.sharpness) },
    ],
  ],
];
const figures = figureGroups.flatMap(([, columns]) => columns);
const fpsText = (value: number): string => decimal(value);
const fpsIn: readonly Column[] = [{ head: head.fpsIn, of: ({ quality }) => decimal(quality.fpsIn) }];
const columnCount = 5 + figures.length;
/** The row height of health.module.css, 2rem. */
const rowHeightPx = (): number => remPx(2);

/** Every camera and every hop of its way: where frames come from, and where they are lost. */
export function CameraHealth() {
  const cameras = useFact((facts) => facts.cameras);
  const scroller = useRef<HTMLElement>(null);
  const rows = useRowWindow(scroller, cameras?.length ?? 0, rowHeightPx);
  if (!cameras || cameras.length === 0) return <p className={classes.dim}>{healthText.noCameras}</p>;
  return (
    <section
      ref={scroller}
      className={`${ui.panel} ${classes.cameras}`}
      aria-label={healthText.sections.cameras}
      tabIndex={0}
    >
      <table className={ui.table} aria-label={healthText.sections.cameras}>
        <thead>
          <tr className={classes.groups}>
            <th scope="colgroup" colSpan={3}>
              {groups.camera}
            </th>
            {figureGroups.map(([group, columns], place) => (
              <th key={group} scope="colgroup" colSpan={columns.length + (place === 0 ? 2 : 0)}>
                {group}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col" data-figure>
              {head.number}
            </th>
            <th scope="col">{head.name}</th>
            <th scope="col">{head.state}</th>
            <th scope="col" data-figure>
              {head.fpsIn}
            </th>
            <th scope="col">{head.trend}</th>
            {figures.map((column) => (
              <th key={column.head} scope="col" data-figure title={column.hint}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <GapRow rows={rows.from} columns={columnCount} rowHeightPx={rowHeightPx} />
          {cameras.slice(rows.from, rows.to).map((camera) => (
            <CameraLine key={camera.cameraId} camera={camera} />
          ))}
          <GapRow rows={cameras.length - rows.to} columns={columnCount} rowHeightPx={rowHeightPx} />
        </tbody>
      </table>
    </section>
  );
}

const CameraLine = memo(function CameraLine(props: { camera: Camera }) {
  const { camera } = props;
  const { cameraId, number, name } = camera;
  return (
    <tr>
      <td data-figure>{number}</td>
      <td className={classes.name} title={name}>
        {name}
      </td>
      <StateCell camera={camera} />
      <FigureCells camera={camera} columns={fpsIn} />
      <td>
        <Sparkline series={`${cameraId}/fpsIn`} what={`${head.fpsIn}, ${name}`} format={fpsText} />
      </td>
      <FigureCells camera={camera} columns={figures} />
    </tr>
  );
});

const StateCell = memo(function StateCell({ camera }: { camera: Camera }) {
  const state = useLive((live) => shownState(camera, live.statusByCamera.get(camera.cameraId)));
  return (
    <td>
      <StateMark state={state} />
    </td>
  );
});

/** Reads its words only, so that a new report redraws nothing where they stay the same. */
const FigureCells = memo(function FigureCells(props: { camera: Camera; columns: readonly Column[] }) {
  const { camera, columns } = props;
  const texts = useLive<readonly string[]>((live) => {
    const status = camera.enabled ? live.statusByCamera.get(camera.cameraId) : undefined;
    return columns.map((column) => (status ? column.of(status) : nothing));
  }, shallowEqual);
  return columns.map((column, place) => (
    <td key={column.head} data-figure>
      {texts[place]}
    </td>
  ));
});
