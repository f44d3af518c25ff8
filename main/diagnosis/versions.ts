/** ffmpeg releases at or above which streams from strangers may be decoded (CVE-2026-8461). */
const ffmpegFloors = [
  [7, 1, 5],
  [8, 0, 3],
  [8, 1, 2],
] as const;

/** `ffmpeg version 5.1.9-0+deb12u1 …` → `[5, 1, 9]`; `null` for builds that name no release. */
export function ffmpegRelease(versionLine: string): readonly number[] | null {
  const [, release] = /ffmpeg version n?(\d+\.\d+(?:\.\d+)?)/.exec(versionLine) ?? [];
  if (release === undefined) return null;
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number);
  return [major, minor, patch];
}

/** Whether a release holds the fixes: its own branch's floor, or a branch newer than all of them. */
export function ffmpegIsSafe(release: readonly number[]): boolean {
  const [major = 0, minor = 0, patch = 0] = release;
  const branch = ffmpegFloors.find((floor) => floor[0] === major && floor[1] === minor);
  if (branch) return patch >= branch[2];
  return major > 8 || (major === 8 && minor > 1) || (major === 7 && minor > 1);
}
