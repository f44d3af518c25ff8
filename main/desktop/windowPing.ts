import type { WebContents } from 'electron';
import { every, type Clock } from '../../app/base/clock.ts';

const pingEveryMs = 3000;
/** A hang is seen within 9 s. Rounds are counted, not time: a computer that slept did not give the page its time. */
const missedRounds = 2;

/**
 * Asks a page every few seconds for a sign of life, and tells when it gives none. Electron's own `unresponsive` needs
 * somebody who clicks; nobody does on a wall.
 * @returns stops asking
 */
export function pingPage(contents: WebContents, clock: Clock, hangs: () => void): () => void {
  let asked = 0;
  let missed = 0;
  let waiting = false;
  contents.on('render-process-gone', forget);
  contents.on('did-start-loading', forget);
  return every(clock, pingEveryMs, () => {
    // While it loads, a page answers nothing; in the developer tools somebody may have halted it.
    if (contents.isCrashed() || contents.isLoadingMainFrame() || contents.isDevToolsOpened()) return forget();
    if (!waiting) return ask();
    if (++missed < missedRounds) return;
    forget();
    hangs();
  });

  function ask(): void {
    waiting = true;
    const number = ++asked;
    // A refusal is an answer too.
    const answered = (): void => {
      if (number === asked) forget();
    };
    contents.executeJavaScript('0').then(answered, answered);
  }
  function forget(): void {
    asked++;
    missed = 0;
    waiting = false;
  }
}
