import type { Camera } from '../../../app/camera/camera.ts';
import { useConsole, useFact } from '../../state/context.tsx';
import { camerasText } from '../../text/cameras.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

/** Asks before a camera is deleted, and says what is lost with it and what stays. */
export function DeleteCamera(props: { camera: Camera; onClose: () => void }) {
  const console = useConsole();
  const keepTracksDays = useFact((facts) => facts.settings?.keepTracksDays);
  const { deletion } = camerasText;
  return (
    <ConfirmDialog
      title={deletion.title(props.camera.name)}
      confirm={deletion.confirm}
      cancel={deletion.cancel}
      onConfirm={() => console.deleteCamera({ cameraId: props.camera.cameraId })}
      onClose={props.onClose}
    >
      <p>{deletion.text}</p>
      {keepTracksDays !== undefined && <p>{deletion.tracks(keepTracksDays)}</p>}
    </ConfirmDialog>
  );
}
