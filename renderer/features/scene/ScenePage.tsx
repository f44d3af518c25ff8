import { Button, Select } from '@mantine/core';
import type { Camera } from '../../../app/camera/camera.ts';
import { emptyScene } from '../../../app/traffic/scene/scene.ts';
import { hashOf, usePageArgument } from '../../app/routes.ts';
import { LiveProvider } from '../../live/liveContext.tsx';
import { canShowLive } from '../../live/trackGenerator.ts';
import { useFact } from '../../state/context.tsx';
import { sceneText } from '../../text/scene.ts';
import { EmptyState, Page } from '../../ui/Page.tsx';
import { SceneEditor } from './SceneEditor.tsx';
import { usePictureSize } from './usePictureSize.ts';

/** The road of one camera, drawn on its live picture: `#/scene` or `#/scene/CAMERAID`. */
export function ScenePage() {
  const cameras = useFact((facts) => facts.cameras);
  const scenesKnown = useFact((facts) => facts.scenes !== null);
  const asked = usePageArgument();
  if (!cameras || !scenesKnown) return <Plain text={sceneText.loading} />;
  const [first] = cameras;
  if (!first) {
    return (
      <Page title={sceneText.title}>
        <EmptyState title={sceneText.noCameras}>
          <p>{sceneText.noCamerasTip}</p>
          <Button component="a" href={hashOf('cameras')}>
            {sceneText.toCameras}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  const camera = asked === null ? first : cameras.find(({ cameraId }) => cameraId === asked);
  const choice = <CameraChoice cameras={cameras} chosen={camera?.cameraId ?? null} />;
  if (!camera) return <Plain text={sceneText.unknownCamera}>{choice}</Plain>;
  const editor = <CameraScene key={camera.cameraId} camera={camera} choice={choice} />;
  // The editor works without a live picture too, where the browser cannot show one.
  return canShowLive() ? <LiveProvider presentation="exactBoxes">{editor}</LiveProvider> : editor;
}

function CameraScene(props: { camera: Camera; choice: React.ReactNode }) {
  const { camera, choice } = props;
  const saved = useFact((facts) => facts.scenes?.find(({ cameraId }) => cameraId === camera.cameraId) ?? null);
  const picture = usePictureSize(camera.cameraId);
  if (saved) return <SceneEditor camera={camera} saved={saved} start={saved.scene} picture={picture} choice={choice} />;
  if (picture) {
    return <SceneEditor camera={camera} saved={null} start={emptyScene(picture)} picture={picture} choice={choice} />;
  }
  return (
    <Page title={sceneText.title} actions={choice}>
      <EmptyState title={sceneText.noPicture}>
        <p>{sceneText.noPictureTip}</p>
      </EmptyState>
    </Page>
  );
}

function Plain(props: { text: string; children?: React.ReactNode }) {
  return (
    <Page title={sceneText.title} actions={props.children}>
      <p>{props.text}</p>
    </Page>
  );
}

function CameraChoice(props: { cameras: readonly Camera[]; chosen: string | null }) {
  return (
    <Select
      size="xs"
      w="16rem"
      searchable
      aria-label={sceneText.camera}
      allowDeselect={false}
      value={props.chosen}
      data={props.cameras.map(({ cameraId, number, name }) => ({ value: cameraId, label: `${number} ${name}` }))}
      onChange={(cameraId) => {
        if (cameraId !== null) window.location.hash = hashOf('scene', cameraId);
      }}
    />
  );
}
