import { sideJobContract } from '../../app/contracts/host.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { processChannel } from '../links/processLink.ts';
import type { HostControl } from './control.ts';
import { hostEnd } from './hostEnd.ts';

/**
 * Runs one piece of work in this process, for the host's `sideJob`: options in, now and then how far it is, one answer
 * out, end. Called once, from the module's entry file. Work that throws ends the process without an answer.
 */
export function runSideJob(work: (options: unknown, progress: (progress: unknown) => void) => Promise<unknown>): void {
  const channel = processChannel(hostEnd());
  const host = connect(channel.link, sideJobContract);
  channel.link.onClose(() => process.exit(1));
  channel.onControl((message) => {
    const control = message as HostControl;
    // Nothing is lost when it ends at once: it only reads.
    if (control.kind === 'stop') process.exit(0);
    if (control.kind !== 'start') return;
    const tell = (progress: unknown): void => void host.progress({ progress }).catch(() => undefined);
    void (async () => host.answer({ answer: await work(control.options, tell) }))().then(
      () => process.exit(0),
      (thrown: unknown) => {
        process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
        process.exit(1);
      },
    );
  });
}
