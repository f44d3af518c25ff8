import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { sceneKeys, sceneText } from '../../text/scene.ts';
import classes from './sceneEditor.module.css';

export function KeyHelp() {
  const [shown, show] = useState(false);
  return (
    <>
      <Button onClick={() => show(true)}>{sceneText.help}</Button>
      {shown && (
        <Modal
          opened
          title={sceneText.help}
          closeButtonProps={{ 'aria-label': sceneText.close }}
          onClose={() => show(false)}
        >
          <dl className={classes.keys}>
            {sceneKeys.map(([keys, effect]) => (
              <div key={keys}>
                <dt>{keys}</dt>
                <dd>{effect}</dd>
              </div>
            ))}
          </dl>
        </Modal>
      )}
    </>
  );
}
