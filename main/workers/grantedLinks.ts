import { Socket } from 'node:net';
import type { Caller } from '../../app/contracts/contract.ts';
import type { Link } from '../../app/contracts/link.ts';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import type { Attachment } from '../links/processEnd.ts';
import { dialPrivate, listenPrivate } from '../links/privateSocket.ts';
import { acceptWebSocket } from '../links/webSocketEnds.ts';
import type { HostControl, WorkerControl } from './control.ts';
import type { LinkPurpose } from './scope.ts';

type LinkListener = (purpose: LinkPurpose, link: Link, caller: Caller) => void;

/** Makes Links of what the host grants, and keeps those that come before the worker listens. */
export class GrantedLinks {
  readonly #answer: (control: WorkerControl) => void;
  readonly #lost: (purpose: LinkPurpose) => void;
  readonly #early: Parameters<LinkListener>[] = [];
  readonly #waiting = new Map<string, () => void>();
  #listener: LinkListener | undefined;

  /** @param lost a link that connects to another worker closed */
  constructor(answer: (control: WorkerControl) => void, lost: (purpose: LinkPurpose) => void) {
    this.#answer = answer;
    this.#lost = lost;
  }

  onLink(listener: LinkListener): void {
    this.#listener = listener;
    for (const link of this.#early.splice(0)) listener(...link);
  }

  take(control: HostControl, attachment: Attachment | undefined): void {
    if (control.kind === 'start' || control.kind === 'stop') return;
    const { purpose, caller } = control;
    const opened = (link: Link): void => {
      if (purpose.startsWith('connect')) link.onClose(() => this.#lost(purpose));
      if (this.#listener) this.#listener(purpose, link, { name: caller });
      else this.#early.push([purpose, link, { name: caller }]);
    };
    if (control.kind === 'listen') {
      const { id, point } = control;
      // The one that was waited for before died on its way: the host joins anew.
      this.#waiting.get(`${purpose} ${caller}`)?.();
      const giveUp = listenPrivate(point, () => this.#answer({ kind: 'listening', id }), opened);
      this.#waiting.set(`${purpose} ${caller}`, giveUp);
    } else if (control.kind === 'dial') opened(dialPrivate(control.point));
    else if (control.kind === 'window') {
      // A client that left meanwhile comes as no socket at all.
      if (attachment instanceof Socket) acceptWebSocket({ ...control, socket: attachment }, opened);
    } else if (attachment && !(attachment instanceof Socket)) opened(portLinkOf(attachment));
  }
}
