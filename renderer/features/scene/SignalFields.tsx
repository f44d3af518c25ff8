import { Button } from '@mantine/core';
import type { Scene, SignalHead } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import { Choice } from './fields.tsx';
import { housingIn } from './newElement.ts';
import classes from './sceneParts.module.css';

interface Props {
  readonly head: SignalHead;
  readonly picture: Scene['picture'];
  set(fields: Partial<SignalHead>): void;
}

/** Where the state of a signal comes from, and whether the picture shows its housing. */
export function SignalFields({ head, picture, set }: Props) {
  const { fields, signal } = sceneText;
  const external = head.source === 'external';
  return (
    <>
      <Choice
        label={fields.source}
        data={(['picture', 'external'] as const).map((value) => ({ value, label: fields.sources[value] }))}
        value={head.source}
        onValue={(source) => set({ source: source === 'external' ? 'external' : 'picture' })}
      />
      <p className={classes.dim}>{external ? signal.externalHelp(head.id) : signal.pictureHelp}</p>
      {head.outline === null ? (
        <div className={classes.buttons}>
          <Button onClick={() => set({ outline: housingIn(picture) })}>{signal.show}</Button>
        </div>
      ) : (
        external && (
          <div className={classes.buttons}>
            <Button onClick={() => set({ outline: null })}>{signal.hide}</Button>
          </div>
        )
      )}
    </>
  );
}
