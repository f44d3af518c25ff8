import { throwAwayContract } from '../../app/contracts/host.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { processChannel } from '../links/processLink.ts';
import type { HostControl } from './control.ts';
import { hostEnd } from './hostEnd.ts';

/**
 * Runs one piece of work in this process, for the host's `throwAway`: options in, one answer out, end. Called once, from
 * the module's entry file. Work that throws ends the process without an answer.
 */
export function runThrowAway(work: (options: unknown) => unknown): void {
  const channel = processChannel(hostEnd());
  const host = connect(channel.link, throwAwayContract);
  channel.link.onClose(() => process.exit(1));
  channel.onControl((message) => {
    const control = message as HostControl;
    if (control.kind !== 'start') return;
    void (async () => host.answer({ answer: await work(control.options) }))().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
