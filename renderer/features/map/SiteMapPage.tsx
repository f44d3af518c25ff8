import { useRef } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import { LiveProvider } from '../../live/liveContext.tsx';
import { canShowLive } from '../../live/trackGenerator.ts';
import { useFresh, useLive } from '../../state/context.tsx';
import { tileCondition } from '../wall/tileCondition.ts';
import { useLiveTile, useTileView } from '../wall/useLiveTile.ts';
import { MapPage } from './MapPage.tsx';
import classes from './map.module.css';
import type { OpenRoadMap } from './roadMap.ts';

/** The map's library is large: it comes when the page is opened for the first time. */
const openMap: OpenRoadMap = async (container, events) => (await import('./openMap.ts')).openMap(container, events);

/** The map page with its real map and live pictures. */
export function SiteMapPage() {
  return <MapPage openMap={openMap} picture={LivePicture} />;
}

function LivePicture(props: { camera: Camera }) {
  if (!canShowLive()) return null;
  return (
    <LiveProvider presentation="exactBoxes">
      <Picture camera={props.camera} />
    </LiveProvider>
  );
}

const plainBoxes = { className: () => '', labels: false, tails: false };

/** What is not live does not look live here either. */
function Picture(props: { camera: Camera }) {
  const { camera } = props;
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const tile = useLiveTile(camera.cameraId, { video, canvas }, plainBoxes);
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
