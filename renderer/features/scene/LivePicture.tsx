import { useEffect, useRef } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import type { LiveTile } from '../../live/liveTile.ts';
import type { OverlayStyle } from '../../live/overlayPainter.ts';
import type { Zoom } from '../../live/pictureView.ts';
import { useFresh, useLive } from '../../state/context.tsx';
import { tileCondition } from '../wall/tileCondition.ts';
import { useLiveTile, useTileView } from '../wall/useLiveTile.ts';
import classes from './scene.module.css';

/** The picture under the drawing. What is not live does not look live here either. */
export function LivePicture(props: { camera: Camera; zoom: Zoom; style: OverlayStyle }) {
  const { camera, zoom } = props;
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const tile = useLiveTile(camera.cameraId, { video, canvas }, props.style);
  useEffect(() => {
    zoomTo(tile, zoom);
  }, [tile, zoom]);
  const status = useLive((live) => live.statusByCamera.get(camera.cameraId));
  const statusIsFresh = useFresh();
  const look = useTileView(tile, (view) => view.look, 'none');
  const problem = useTileView(tile, (view) => view.problem, null);
  const oldMs = useTileView(
    tile,
    (view) => (view.look === 'stale' ? Math.floor((view.ageMs ?? 0) / 1000) * 1000 : null),
    null,
  );
  const condition = tileCondition({ camera, status, statusIsFresh, view: { look, problem, ageMs: oldMs } });
  return (
    <div className={classes.picture} data-tone={condition.tone}>
      <video ref={video} muted playsInline disablePictureInPicture disableRemotePlayback />
      <canvas ref={canvas} aria-hidden />
      {condition.headline !== null && (
        <p className={classes.condition} role="status">
          <b>{condition.headline}</b> {condition.reason}
        </p>
      )}
    </div>
  );
}

function zoomTo(tile: LiveTile | null, zoom: Zoom): void {
  if (tile) tile.zoom = zoom;
}
