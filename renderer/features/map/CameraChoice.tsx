import { mapText } from '../../text/map.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import classes from './map.module.css';
import type { SiteCamera } from './siteFeatures.ts';

/** Every camera as a button, first those on the map: the way to the map by keyboard. */
export function CameraChoice(props: {
  site: readonly SiteCamera[];
  selectedId: string | null;
  onSelect: (cameraId: string) => void;
}) {
  const placed = props.site.filter(({ scene }) => scene?.geo);
  const unplaced = props.site.filter(({ scene }) => !scene?.geo);
  if (props.site.length === 0) return <p className={classes.tip}>{mapText.noCameras}</p>;
  return (
    <nav className={classes.choice} aria-label={mapText.cameras}>
      {placed.length > 0 && <Group {...props} title={mapText.onMap} cameras={placed} />}
      {unplaced.length > 0 && (
        <Group {...props} title={mapText.notOnMap} cameras={unplaced}>
          <p className={classes.tip}>{mapText.placeTip}</p>
        </Group>
      )}
    </nav>
  );
}

function Group(props: {
  title: string;
  cameras: readonly SiteCamera[];
  selectedId: string | null;
  onSelect: (cameraId: string) => void;
  children?: React.ReactNode;
}) {
  return (
    <section>
      <h2 className={classes.group}>
        {props.title} <span>{props.cameras.length}</span>
      </h2>
      {props.children}
      <ul className={classes.cameras}>
        {props.cameras.map(({ camera, state }) => (
          <li key={camera.cameraId}>
            <button
              type="button"
              aria-pressed={camera.cameraId === props.selectedId}
              onClick={() => props.onSelect(camera.cameraId)}
            >
              <b>{camera.number}</b> <span className={classes.name}>{camera.name}</span> <StateMark state={state} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
