import type { Camera } from '../../../app/camera/camera.ts';
import { LivePicture } from '../../live/LivePicture.tsx';
import { LiveProvider } from '../../live/liveContext.tsx';
import { canShowLive } from '../../live/trackGenerator.ts';
import { MapPage } from './MapPage.tsx';
import classes from './map.module.css';
import type { OpenRoadMap } from './roadMap.ts';

/** The map's library is large: it comes when the page is opened for the first time. */
const openMap: OpenRoadMap = async (container, events) => (await import('./openMap.ts')).openMap(container, events);

/** The map page with its real map and live pictures. */
export function SiteMapPage() {
  return <MapPage openMap={openMap} picture={CameraPicture} />;
}

function CameraPicture(props: { camera: Camera }) {
  if (!canShowLive()) return null;
  return (
    <LiveProvider presentation="exactBoxes">
      <div className={classes.picture}>
        <LivePicture camera={props.camera} style={plainBoxes} />
      </div>
    </LiveProvider>
  );
}

const plainBoxes = { className: () => '', labels: false, tails: false };
