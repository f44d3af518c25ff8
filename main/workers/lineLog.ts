import type { Log } from '../../app/base/log.ts';

/** One JSON object a line on standard error: JSON escapes line ends and control characters, so one event is one line. */
export function lineLog(
  fields: Readonly<Record<string, unknown>> = {},
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  return {
    log(level, message, more = {}) {
      write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields, ...more })}\n`);
    },
    with: (more) => lineLog({ ...fields, ...more }, write),
  };
}
