import { useState } from 'react';
import type { Camera } from '../../../app/camera/camera.ts';
import { useConsole } from '../../state/context.tsx';
import { camerasText } from '../../text/cameras.ts';
import { useCall } from '../../ui/useCall.ts';
import { saveTextFile } from '../../ui/saveTextFile.ts';
import { moved } from './listOrder.ts';

/** What can be done from the list without a form. The effect comes back on the feed; only a failure is kept here. */
export function useCameraActions(cameras: readonly Camera[]) {
  const console = useConsole();
  const call = useCall();
  const [said, say] = useState('');

  const move = (cameraId: string, to: number): void => {
    const ids = cameras.map((camera) => camera.cameraId);
    const from = ids.indexOf(cameraId);
    const place = Math.max(0, Math.min(ids.length - 1, to));
    if (from < 0 || from === place) return;
    void call
      .run(() => console.reorderCameras({ cameraIds: moved(ids, from, place) }))
      .then((done) => done && say(camerasText.detail.moved(cameras[from]?.name ?? '', place + 1)));
  };
  return {
    problem: call.problem,
    /** For screen readers: what was just done to the list. */
    said,
    move,
    moveBy: (camera: Camera, by: -1 | 1): void =>
      move(camera.cameraId, cameras.findIndex((other) => other.cameraId === camera.cameraId) + by),
    switchTo(camera: Camera, enabled: boolean): void {
      const { cameraId, position: _position, hasCredentials: _hasCredentials, ...settings } = camera;
      void call.run(() => console.updateCamera({ cameraId, settings: { ...settings, enabled } }));
    },
    retry: (camera: Camera): void => void call.run(() => console.retryCamera({ cameraId: camera.cameraId })),
    exportSite: (): void =>
      void call.run(async () => {
        const { text } = await console.exportSite({});
        saveTextFile(camerasText.site.fileName, text);
      }),
  };
}
