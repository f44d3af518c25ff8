/** What a worker may know of this process's environment; everything else, such as tokens and NODE_OPTIONS, stays here. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH', 'FFMPEG_PATH'];
/** Windows programs do not start without these. */
const passedOnWindows = ['SystemRoot', 'TEMP', 'USERPROFILE', 'LOCALAPPDATA'];

/** The environment of a worker: the few variables that are set, of a fixed list. */
export function workerEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of process.platform === 'win32' ? [...passedOn, ...passedOnWindows] : passedOn) {
    const value = own[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
