import { useEffect, useRef } from 'react';
import type { Camera } from '../../app/camera/camera.ts';
import type { LiveTile } from './liveTile.ts';
import classes from './livePicture.module.css';
import type { OverlayStyle } from './overlayPainter.ts';
import { type Zoom, noZoom } from './pictureView.ts';
import { useCameraPicture } from './useCameraPicture.ts';

/** The live picture of a camera over the whole of what it stands in. What is not live does not look live. */
export function LivePicture(props: { camera: Camera; style: OverlayStyle; zoom?: Zoom }) {
  const { camera, style, zoom = noZoom } = props;
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { tile, condition } = useCameraPicture(camera.cameraId, camera, { video, canvas }, style);
  useEffect(() => {
    zoomTo(tile, zoom);
  }, [tile, zoom]);
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
