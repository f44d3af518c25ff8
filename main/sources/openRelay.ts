import type { Clock } from '../../app/base/clock.ts';
import type { Credentials } from '../../app/camera/camera.ts';
import { reasonOf, refusal } from '../../app/camera/reasonText.ts';
import { isRecording, type NetworkScheme, type NetworkSource, parseSource } from '../../app/camera/sourceUrl.ts';
import { platformClock } from '../platformClock.ts';
import { type NameService, type PinnedAddress, pinAddress, platformNames } from './addressPolicy.ts';
import { openHttpRelay } from './httpRelay.ts';
import type { OpenRelay, Relay } from './relay.ts';
import { httpRelayDefaults, rtspRelayDefaults } from './relayOptions.ts';
import { openRtspRelay } from './rtspRelay.ts';

interface RelayStart {
  readonly source: NetworkSource;
  readonly pinned: PinnedAddress;
  readonly credentials: Credentials | null;
  readonly clock: Clock;
}
type RelayFactory = (start: RelayStart) => Promise<Relay>;

/** What stands between ffmpeg and a camera of each scheme, one line each. */
const factories: Readonly<Record<NetworkScheme, RelayFactory>> = {
  rtsp: (start) => openRtspRelay({ ...rtspRelayDefaults, ...start }),
  rtsps: (start) => openRtspRelay({ ...rtspRelayDefaults, ...start }),
  http: (start) => openHttpRelay({ ...httpRelayDefaults, ...start }),
  https: (start) => openHttpRelay({ ...httpRelayDefaults, ...start }),
};

/** Makes `openRelay` from a name service and a clock. */
export function relayOpener(names: NameService = platformNames, clock: Clock = platformClock): OpenRelay {
  return async ({ sourceUrl, credentials, rules, ownPorts }) => {
    const { source } = parseSource(sourceUrl);
    if (isRecording(source)) throw refusal(reasonOf('internal', 'A recording is opened without a relay.'));
    const pinned = await pinAddress({ host: source.host, port: source.port, rules, ownPorts }, names);
    return factories[source.scheme]({ source, pinned, credentials, clock });
  };
}
