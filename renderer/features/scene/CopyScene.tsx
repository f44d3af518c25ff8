import { Button, Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { Camera } from '../../../app/camera/camera.ts';
import { copiedScene } from '../../../app/traffic/scene/copiedScene.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { useFact } from '../../state/context.tsx';
import { sceneText } from '../../text/scene.ts';
import { editedOf } from './edited.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { bothIds, idsOf, withFreshIds } from './elementIds.ts';

interface Props {
  readonly camera: Camera;
  readonly editor: Editor;
  dispatch(action: EditorAction): void;
}

/** Takes over the scene of another camera, as one step that undo takes back. */
export function CopyScene({ camera, editor, dispatch }: Props) {
  const cameras = useFact((facts) => facts.cameras);
  const scenes = useFact((facts) => facts.scenes);
  const others = (scenes ?? []).flatMap((saved) => {
    const from = cameras?.find(({ cameraId }) => cameraId === saved.cameraId);
    return from && from.cameraId !== camera.cameraId ? [{ from, saved }] : [];
  });
  return (
    <Menu transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button leftSection={<IconCopy aria-hidden size={14} />} disabled={others.length === 0}>
          {sceneText.copy.open}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{sceneText.copy.from}</Menu.Label>
        {others.map(({ from, saved }) => (
          <Menu.Item
            key={from.cameraId}
            onClick={() => dispatch({ do: 'replace', edited: editedOf(copyFor(editor, saved.scene)) })}
          >
            {`${from.number} ${from.name}`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The copy is another road: nothing of it may have the id of something that this camera has or had. */
function copyFor({ history: { present }, used }: Editor, from: Scene): Scene {
  const taken = bothIds(used, idsOf(present.scene));
  return withFreshIds(copiedScene(from, present.scene.picture), taken, taken);
}
