/** What stands where nothing was measured. */
export const nothing = '–';

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

const dayMs = 86_400_000;

/** `14:02:09`, local time. */
export const timeOfDay = (atMs: number): string => clockTime.format(atMs);

/** `Wed, 25 Nov 2026`, local time. */
export const dayOf = (atMs: number): string => day.format(atMs);

/** `24 Nov, 14:02`, local time. */
export const dateTime = (atMs: number): string => dayAndTime.format(atMs);

/** `14:02:09` within the last day, else with its date; as fixed text it needs no redrawing. */
export const since = (atMs: number, nowMs: number): string => (nowMs - atMs < dayMs ? timeOfDay(atMs) : dateTime(atMs));

/** `12.3`, or a dash. */
export const decimal = (value: number | null, digits = 1): string => (value === null ? nothing : value.toFixed(digits));

/** `1,024`, or a dash. */
export const whole = (value: number | null): string =>
  value === null ? nothing : Math.round(value).toLocaleString('en-GB');

/** `4.2 Mbit/s` or `350 kbit/s`. */
export function bitrate(kbps: number | null): string {
  if (kbps === null) return nothing;
  return kbps >= 1000 ? `${(kbps / 1000).toFixed(1)} Mbit/s` : `${Math.round(kbps)} kbit/s`;
}

/** `12.4 MB` from bytes, decimal megabytes as file managers count. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** `812 MB` or `12.4 GB` from MB. */
export function fromMb(mb: number | null): string {
  if (mb === null) return nothing;
  if (mb >= 10_000) return `${(mb / 1000).toFixed(0)} GB`;
  return mb >= 1000 ? `${(mb / 1000).toFixed(1)} GB` : `${mb.toFixed(mb < 10 ? 1 : 0)} MB`;
}

/** `40 ms`, `4.0 s` or `3 min`. */
export function duration(ms: number | null): string {
  if (ms === null) return nothing;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 90_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

/** `1920 × 1080`. */
export const pictureSize = (width: number | null, height: number | null): string =>
  width === null || height === null ? nothing : `${width} × ${height}`;

const codecNames: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'H.265',
  mjpeg: 'MJPEG',
  mpeg4: 'MPEG-4',
  png: 'PNG',
};

/** ffmpeg's codec name as the trade writes it. */
export const codecName = (codec: string | null): string => (codec === null ? nothing : (codecNames[codec] ?? codec));
