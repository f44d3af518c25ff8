/** What a worker may know of this process's environment; everything else, such as tokens and NODE_OPTIONS, stays here. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH', 'FFMPEG_PATH'];
/** Which graphics drivers there are and which to use: the probe of a model and its later work must see the same. */
const ofDrivers = ['CUDA_VISIBLE_DEVICES', 'VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'XDG_DATA_DIRS'];
/** Windows programs do not start without these. */
const passedOnWindows = ['SystemRoot', 'TEMP', 'USERPROFILE', 'LOCALAPPDATA'];

/** The environment of a worker: the few variables that are set, of a fixed list. */
export function workerEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const environment: Record<string, string> = {};
  const ofSystem = process.platform === 'win32' ? passedOnWindows : [];
  for (const name of [...passedOn, ...ofDrivers, ...ofSystem]) {
    const value = own[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
