import { IconAlertTriangle, IconGripVertical } from '@tabler/icons-react';
import { type DragEvent, memo } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import type { CameraStatus } from '../../../app/camera/cameraState.ts';
import { useLive, useWallMs } from '../../state/context.tsx';
import { bitrate, codecName, decimal, nothing, pictureSize, since } from '../../text/format.ts';
import { camerasText } from '../../text/cameras.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import classes from './cameras.module.css';
import { shownState } from './shownState.ts';

interface Props {
  readonly camera: Camera;
  readonly rowId: string;
  readonly selected: boolean;
  /** Where a dragged camera would be put, relative to this row. */
  readonly dropMark: 'above' | 'below' | null;
  readonly movable: boolean;
  onSelect(cameraId: string): void;
  onEdit(camera: Camera): void;
  onDragStart(cameraId: string): void;
  onDragOver(cameraId: string, event: DragEvent): void;
  onDrop(event: DragEvent): void;
  onDragEnd(): void;
}

/** One camera. Its height never changes, so that the rows below stay where the eye left them. */
export const CameraRow = memo(function CameraRow(props: Props) {
  const { camera } = props;
  const status = useLive((live) => live.statusByCamera.get(camera.cameraId));
  const state = shownState(camera, status);
  const measured = state === 'off' ? undefined : status;
  return (
    <tr
      id={props.rowId}
      className={classes.row}
      aria-selected={props.selected}
      data-drop={props.dropMark ?? undefined}
      onClick={() => props.onSelect(camera.cameraId)}
      onDoubleClick={() => props.onEdit(camera)}
      onDragOver={(event) => props.onDragOver(camera.cameraId, event)}
      onDrop={props.onDrop}
    >
      <td className={classes.grip}>
        {props.movable && (
          <span
            draggable
            title={camerasText.dragHint}
            onDragStart={() => props.onDragStart(camera.cameraId)}
            onDragEnd={props.onDragEnd}
          >
            <IconGripVertical aria-hidden size="1rem" />
          </span>
        )}
      </td>
      <td className={classes.number}>{camera.number}</td>
      <td className={classes.name}>
        <div>{camera.name}</div>
        <div className={classes.under} title={camera.sourceUrl}>
          {camera.sourceUrl}
        </div>
      </td>
      <td className={classes.stateCell}>
        <StateLine camera={camera} status={status} />
        <div className={classes.under} title={measured?.reason?.text}>
          {measured?.reason?.text ?? ''}
        </div>
      </td>
      <QualityCells status={measured} analysed={camera.analysisFps > 0} />
    </tr>
  );
});

function StateLine(props: { camera: Camera; status: CameraStatus | undefined }) {
  const now = useWallMs();
  const { status } = props;
  const state = shownState(props.camera, status);
  return (
    <div>
      <StateMark state={state} />{' '}
      <span className={classes.aside}>
        {status && state !== 'off' && camerasText.since(since(status.sinceAtMs, now))}
        {status?.retryInMs != null && state !== 'off' && `, ${camerasText.nextTry(Math.ceil(status.retryInMs / 1000))}`}
      </span>
    </div>
  );
}

function QualityCells(props: { status: CameraStatus | undefined; analysed: boolean }) {
  const quality = props.status?.quality;
  const warnings = props.status?.warnings ?? [];
  return (
    <>
      <td>
        <div>{pictureSize(quality?.width ?? null, quality?.height ?? null)}</div>
        <div className={classes.under}>{quality ? codecName(quality.codec) : ''}</div>
      </td>
      <td data-figure>{decimal(quality?.fpsIn ?? null)}</td>
      <td data-figure>{props.analysed ? decimal(quality?.fpsAnalysed ?? null) : camerasText.notAnalysed}</td>
      <td data-figure>{bitrate(quality?.bitrateKbps ?? null)}</td>
      <td className={classes.warn} title={warnings.join('\n')}>
        {warnings.length === 0 ? (
          <span className={classes.aside}>{props.status ? nothing : ''}</span>
        ) : (
          <>
            <IconAlertTriangle aria-hidden size="1rem" /> {camerasText.warnings(warnings.length)}
          </>
        )}
      </td>
    </>
  );
}
