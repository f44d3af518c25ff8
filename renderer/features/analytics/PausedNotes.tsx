import { useFact } from '../../state/context.tsx';
import { analyticsText } from '../../text/analytics.ts';
import { incidentsText } from '../../text/incidents.ts';
import { Message } from '../../ui/Message.tsx';

/** Why cameras that are looked at do not measure now, each in one sentence. */
export function PausedNotes(props: { cameraIds: readonly string[] }) {
  const cameras = useFact((facts) => facts.cameras);
  const traffic = useFact((facts) => facts.traffic);
  return props.cameraIds.map((cameraId) => {
    const camera = cameras?.find((each) => each.cameraId === cameraId);
    const state = traffic?.find((each) => each.cameraId === cameraId);
    if (!camera || state?.state !== 'paused' || state.reason === null) return null;
    return (
      <Message
        key={cameraId}
        tone="warn"
        title={analyticsText.paused(incidentsText.camera(camera.number, camera.name))}
      >
        {state.reason}
      </Message>
    );
  });
}
