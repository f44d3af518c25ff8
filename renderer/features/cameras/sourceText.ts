import { toAppError } from '../../../app/base/error.ts';
import type { Credentials } from '../../../app/camera/camera.ts';
import { isRecording, parseSource } from '../../../app/camera/sourceUrl.ts';

/** What is wrong with a source address, as a sentence; `null` when the station will take it. */
export function sourceFault(text: string): string | null {
  try {
    parseSource(text);
    return null;
  } catch (thrown) {
    return toAppError(thrown).message;
  }
}

/** An address with user info, taken apart: the password must not stay in a field that shows it. `null` without any. */
export function apart(text: string): { readonly sourceUrl: string; readonly credentials: Credentials } | null {
  try {
    const { source, credentials } = parseSource(text);
    return credentials && { sourceUrl: source.text, credentials };
  } catch {
    return null;
  }
}

/**
 * True for an address that plainly means the computer the station runs on. It only decides whether the switch for such
 * cameras is offered beside a refusal; what is refused, the station decides.
 */
export function isOnThisComputer(text: string): boolean {
  try {
    const { source } = parseSource(text);
    if (isRecording(source)) return false;
    return /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(source.host);
  } catch {
    return false;
  }
}
