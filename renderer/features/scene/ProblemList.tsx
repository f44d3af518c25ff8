import { Button } from '@mantine/core';
import type { Size } from '../../../app/space/box.ts';
import { scaledScene } from '../../../app/traffic/scene/scaledScene.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { pictureSize } from '../../text/format.ts';
import { sceneText } from '../../text/scene.ts';
import { editedOf, sceneOf } from './edited.ts';
import type { Fault } from './sceneFaults.ts';
import classes from './sceneParts.module.css';
import type { SceneWork } from './useSceneDraft.ts';

interface Props {
  readonly work: SceneWork;
  readonly faults: readonly Fault[];
  readonly checking: boolean;
  readonly picture: Size | null;
  onShow(fault: Fault): void;
}

/** What keeps the scene from being saved; a click leads to where it is. */
export function ProblemList({ work, faults, checking, picture, onShow }: Props) {
  const text = sceneText.problems;
  if (faults.length === 0) {
    return work.changed ? (
      <p className={`${classes.problems} ${classes.dim}`}>{checking ? text.checking : text.none}</p>
    ) : null;
  }
  const scaled = picture && scaledOrNull(sceneOf(work.editor.history.present), picture);
  return (
    <section className={classes.problems} aria-label={text.title(faults.length)}>
      <h2>{text.title(faults.length)}</h2>
      <p className={classes.dim}>{text.blocksSaving}</p>
      <ul className={classes.list}>
        {faults.map((fault) => (
          <li key={fault.text}>
            <button type="button" className={classes.item} onClick={() => onShow(fault)}>
              {fault.text}
            </button>
            {fault.about === 'picture' && picture && scaled && (
              <Button onClick={() => work.dispatch({ do: 'replace', edited: editedOf(scaled) })}>
                {text.scale(pictureSize(picture.width, picture.height))}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A picture of another shape shows another view: nothing can be scaled to it. */
function scaledOrNull(scene: Scene, picture: Size): Scene | null {
  try {
    return scaledScene(scene, picture);
  } catch {
    return null;
  }
}
