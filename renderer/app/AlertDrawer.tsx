import { Drawer } from '@mantine/core';
import { shellText } from '../text/shell.ts';
import { AlertList } from '../ui/AlertList.tsx';

/** What needs attention, from every page. */
export function AlertDrawer(props: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size="27rem"
      title={shellText.alerts.title}
      closeButtonProps={{ 'aria-label': shellText.alerts.close }}
    >
      <AlertList />
    </Drawer>
  );
}
