import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { sceneKeys, sceneText } from '../../text/scene.ts';
import { KeyList } from '../../ui/KeyList.tsx';

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
          <KeyList keys={sceneKeys} />
        </Modal>
      )}
    </>
  );
}
