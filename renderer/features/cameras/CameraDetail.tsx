import { Button } from '@mantine/core';
import type { Camera } from '../../../app/camera/camera.ts';
import { useLive } from '../../state/context.tsx';
import { camerasText } from '../../text/cameras.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import ui from '../../ui/ui.module.css';
import { shownState } from '../../state/shownState.ts';
import classes from './cameraDetail.module.css';

export interface CameraActions {
  edit(camera: Camera): void;
  delete(camera: Camera): void;
  switchTo(camera: Camera, enabled: boolean): void;
  retry(camera: Camera): void;
  /** By one place; `undefined` while moving means nothing. */
  readonly move: ((camera: Camera, by: -1 | 1) => void) | undefined;
}

/** The selected camera in words, with everything that can be done to it. Of constant height: the list never jumps. */
export function CameraDetail(props: { camera: Camera | undefined; actions: CameraActions }) {
  const { camera, actions } = props;
  const { detail } = camerasText;
  return (
    <section className={`${ui.panel} ${classes.detail}`} aria-label={detail.region}>
      {camera ? (
        <>
          <DetailText camera={camera} />
          <Actions camera={camera} actions={actions} />
        </>
      ) : (
        <p className={classes.tip}>{detail.pick}</p>
      )}
      <p className={classes.hint}>{detail.keys}</p>
    </section>
  );
}

function DetailText(props: { camera: Camera }) {
  const { camera } = props;
  const status = useLive((live) => live.statusByCamera.get(camera.cameraId));
  const state = shownState(camera, status);
  const { detail } = camerasText;
  const warnings = state === 'off' ? [] : (status?.warnings ?? []);
  const quiet = state === 'off' ? detail.off : state === 'opening' ? detail.opening : detail.well;
  const reason = state === 'off' ? null : (status?.reason ?? null);
  return (
    <div className={classes.detailText}>
      <h2>
        {detail.title(camera.number, camera.name)} <StateMark state={state} />
      </h2>
      {reason ? (
        <>
          <p>{reason.text}</p>
          <p className={classes.tip}>{reason.tip}</p>
        </>
      ) : (
        warnings.length === 0 && <p className={classes.tip}>{quiet}</p>
      )}
      {warnings.length > 0 && (
        <ul className={classes.warn}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Actions(props: { camera: Camera; actions: CameraActions }) {
  const { camera, actions } = props;
  const { detail } = camerasText;
  const { move } = actions;
  return (
    <div className={classes.detailActions}>
      <Button onClick={() => actions.edit(camera)}>{detail.edit}</Button>
      <Button onClick={() => actions.switchTo(camera, !camera.enabled)}>
        {camera.enabled ? detail.disable : detail.enable}
      </Button>
      <Button onClick={() => move?.(camera, -1)} disabled={!move}>
        {detail.up}
      </Button>
      <Button onClick={() => actions.delete(camera)}>{detail.delete}</Button>
      <Button onClick={() => actions.retry(camera)} disabled={!camera.enabled}>
        {detail.retry}
      </Button>
      <Button onClick={() => move?.(camera, 1)} disabled={!move}>
        {detail.down}
      </Button>
    </div>
  );
}
