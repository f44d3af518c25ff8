import { IconAlertTriangle, IconGripVertical } from '@tabler/icons-react';
import { type DragEvent, memo } from 'react';
import { shallowEqual } from 'react-redux';
import type { Camera } from '../../../app/camera/camera.ts';
import { useHourMs, useLive } from '../../state/context.tsx';
import { bitrate, codecName, decimal, nothing, pictureSize, since } from '../../text/format.ts';
import { camerasText } from '../../text/cameras.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { shownState } from '../../state/shownState.ts';
import rowTable from '../../ui/rowTable.module.css';
import classes from './cameraTable.module.css';

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

/**
 * One camera. Its height never changes, so that the rows below stay where the eye left them. The cells that live read
 * their own words: a new report redraws only those whose words changed.
 */
export const CameraRow = memo(function CameraRow(props: Props) {
  const { camera } = props;
  return (
    <tr
      id={props.rowId}
      className={`${rowTable.row} ${classes.row}`}
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
        <div className={rowTable.under} title={camera.sourceUrl}>
          {camera.sourceUrl}
        </div>
      </td>
      <StateCell camera={camera} />
      <QualityCells camera={camera} />
      <WarningsCell camera={camera} />
    </tr>
  );
});

interface CellProps {
  readonly camera: Camera;
}

const StateCell = memo(function StateCell({ camera }: CellProps) {
  const hourMs = useHourMs();
  const { state, beside, reason } = useLive((live) => {
    const status = live.statusByCamera.get(camera.cameraId);
    const shown = shownState(camera, status);
    if (!status || shown === 'off') return { state: shown, beside: '', reason: '' };
    const { sinceAtMs, retryInMs } = status;
    const words = [camerasText.since(since(sinceAtMs, hourMs))];
    if (retryInMs !== null) words.push(camerasText.nextTry(Math.ceil(retryInMs / 1000)));
    return { state: shown, beside: words.join(', '), reason: status.reason?.text ?? '' };
  }, shallowEqual);
  return (
    <td>
      <div>
        <StateMark state={state} /> <span className={classes.aside}>{beside}</span>
      </div>
      <div className={rowTable.under} title={reason}>
        {reason}
      </div>
    </td>
  );
});

const QualityCells = memo(function QualityCells({ camera }: CellProps) {
  const [size, codec, fpsIn, fpsAnalysed, kbps] = useLive((live) => {
    const quality = live.statusByCamera.get(camera.cameraId)?.quality;
    if (!quality || !camera.enabled) return [nothing, '', nothing, nothing, nothing];
    return [
      pictureSize(quality.width, quality.height),
      codecName(quality.codec),
      decimal(quality.fpsIn),
      decimal(quality.fpsAnalysed),
      bitrate(quality.bitrateKbps),
    ];
  }, shallowEqual);
  return (
    <>
      <td>
        <div>{size}</div>
        <div className={rowTable.under}>{codec}</div>
      </td>
      <td data-figure>{fpsIn}</td>
      <td data-figure>{camera.analysisFps > 0 ? fpsAnalysed : camerasText.notAnalysed}</td>
      <td data-figure>{kbps}</td>
    </>
  );
});

const WarningsCell = memo(function WarningsCell({ camera }: CellProps) {
  const warnings = useLive<readonly string[]>(
    (live) => (camera.enabled ? (live.statusByCamera.get(camera.cameraId)?.warnings ?? []) : []),
    shallowEqual,
  );
  if (warnings.length === 0) return <td className={classes.aside}>{nothing}</td>;
  return (
    <td className={classes.warn} title={warnings.join('\n')}>
      <IconAlertTriangle aria-hidden size="1rem" /> {camerasText.warnings(warnings.length)}
    </td>
  );
});
