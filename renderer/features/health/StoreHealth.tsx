import { useLive } from '../../state/context.tsx';
import { fromMb, nothing, whole } from '../../text/format.ts';
import { healthText } from '../../text/health.ts';
import { FactList } from './FactList.tsx';

const { store: text } = healthText;

/** What is stored and what room is left. */
export function StoreHealth() {
  const store = useLive((live) => live.health?.store);
  if (!store) return null;
  const { databaseMb, freeDiskMb, tracksStored, bytesPerTrack } = store;
  return (
    <FactList
      title={healthText.sections.store}
      facts={[
        { name: text.database, value: fromMb(databaseMb) },
        { name: text.tracks, value: whole(tracksStored) },
        { name: text.perTrack, value: bytesPerTrack === null ? nothing : text.bytes(whole(bytesPerTrack)) },
        { name: text.free, value: fromMb(freeDiskMb) },
      ]}
    />
  );
}
