import { Button, CloseButton } from '@mantine/core';
import type { ComponentType } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import { hashOf } from '../../app/routes.ts';
import { useFact } from '../../state/context.tsx';
import { mapText } from '../../text/map.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import classes from './map.module.css';
import type { SiteCamera } from './siteFeatures.ts';

/** The live picture of a camera, given from outside: a test has no decoder. */
export type CameraPicture = ComponentType<{ camera: Camera }>;

/** The chosen camera: what it sees now, and where to go from here. */
export function CameraCard(props: {
  chosen: SiteCamera;
  picture: CameraPicture;
  onPlace: () => void;
  onClose: () => void;
}) {
  const { camera, state, scene } = props.chosen;
  const Picture = props.picture;
  const paused = useFact(
    (facts) => facts.traffic?.find(({ cameraId }) => cameraId === camera.cameraId)?.reason ?? null,
  );
  return (
    <section className={classes.card} aria-label={mapText.camera(camera.number, camera.name)}>
      <header>
        <b>{camera.number}</b>
        <h2 className={classes.name}>{camera.name}</h2>
        <StateMark state={state} />
        <CloseButton size="sm" aria-label={mapText.close} onClick={props.onClose} />
      </header>
      <Picture camera={camera} />
      {paused !== null && <p className={classes.tip}>{paused}</p>}
      <div className={classes.buttons}>
        <Button component="a" href={hashOf('wall', camera.cameraId)}>
          {mapText.toWall}
        </Button>
        <Button component="a" href={hashOf('scene', camera.cameraId)}>
          {mapText.toScene}
        </Button>
        <Button variant={scene?.geo ? 'default' : 'filled'} onClick={props.onPlace}>
          {scene?.geo ? mapText.move : mapText.place}
        </Button>
      </div>
    </section>
  );
}
