import type { Link } from '../../app/contracts/link.ts';
import { LinkEnd } from '../../app/contracts/linkEnd.ts';
import type { Attachment, ProcessEnd } from './processEnd.ts';

/** The two conversations that share the channel of a process: the link, and control messages beside it. */
export interface ProcessChannel {
  readonly link: Link;
  /** Control messages: starting, stopping, granted links. Not part of any contract. */
  control(message: unknown, attachment?: Attachment): void;
  /** Set once, before the first turn of the event loop: control messages are not kept. */
  onControl(listener: (message: unknown, attachment: Attachment | undefined) => void): void;
}

/** The channel of a process as one Link and a side door for its owner. Closing the link closes the channel. */
export function processChannel(end: ProcessEnd): ProcessChannel {
  const linkEnd = new LinkEnd();
  let onControl: ((message: unknown, attachment: Attachment | undefined) => void) | undefined;

  end.onArrival((envelope, attachment) => {
    if (typeof envelope !== 'object' || envelope === null) return;
    if ('link' in envelope) linkEnd.arrived(envelope.link);
    else if ('control' in envelope) onControl?.(envelope.control, attachment);
    else if ('farewell' in envelope) linkEnd.closed('closed by the other side');
  });
  end.onGone(() => linkEnd.closed('the other process is gone'));

  return {
    link: {
      send(message) {
        if (!linkEnd.isClosed) end.post({ link: message });
      },
      onMessage: (listener) => linkEnd.onMessage(listener),
      onClose: (listener) => linkEnd.onClose(listener),
      close(reason = 'closed by this side') {
        if (!linkEnd.closed(reason)) return;
        end.post({ farewell: true });
        end.disconnect();
      },
    },
    control: (message, attachment) => end.post({ control: message }, attachment),
    onControl(listener) {
      onControl = listener;
    },
  };
}
