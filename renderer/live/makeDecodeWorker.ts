// oxlint-disable-next-line import/default -- the query makes Vite give the address of the built worker
import url from './decodeWorker.ts?worker&url';
import type { DecodeWorker } from './liveView.ts';

/** The part of Trusted Types that is needed to start a worker under `require-trusted-types-for 'script'`. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/** The one script address that the page starts itself; the policy's name is in the page's `trusted-types`. */
const address =
  window.trustedTypes?.createPolicy('its-decode-worker', { createScriptURL: () => url }).createScriptURL('') ?? url;

export function makeDecodeWorker(): DecodeWorker {
  return new Worker(address, { type: 'module', name: 'decode' });
}
