export type SourceKind = 'rtsp' | 'http' | 'file';

export interface SourceHelp {
  readonly title: string;
  readonly text: string;
  readonly examples: readonly (readonly [whose: string, url: string])[];
}

/** What may stand in the address field. The paths are those the makers document; CAMERA is its name or IP address. */
export const sourceHelp: Readonly<Record<SourceKind, SourceHelp>> = {
  rtsp: {
    title: 'RTSP camera',
    text: 'The usual way for network cameras; rtsps:// is the encrypted form. The path depends on the maker. User and password belong in the fields below.',
    examples: [
      ['Axis', 'rtsp://CAMERA/axis-media/media.amp'],
      ['Bosch', 'rtsp://CAMERA/rtsp_tunnel'],
      ['Dahua', 'rtsp://CAMERA/cam/realmonitor?channel=1&subtype=0'],
      ['Hanwha', 'rtsp://CAMERA/profile2/media.smp'],
      ['Hikvision', 'rtsp://CAMERA/Streaming/Channels/101'],
      ['Mobotix', 'rtsp://CAMERA/mobotix.h264'],
      ['Reolink', 'rtsp://CAMERA/h264Preview_01_main'],
      ['Uniview', 'rtsp://CAMERA/media/video1'],
      ['Vivotek', 'rtsp://CAMERA/live.sdp'],
    ],
  },
  http: {
    title: 'Web stream',
    text: 'MJPEG, HLS (.m3u8), MPEG-TS, MP4 or a JPEG that is fetched again and again.',
    examples: [
      ['Axis, MJPEG', 'http://CAMERA/axis-cgi/mjpg/video.cgi'],
      ['Axis, single pictures', 'http://CAMERA/axis-cgi/jpg/image.cgi'],
      ['HLS', 'https://HOST/road/index.m3u8'],
    ],
  },
  file: {
    title: 'Recorded file',
    text: 'A file on the computer that runs the station: mp4, mkv, avi, raw H.264 or a picture. It is treated like a camera.',
    examples: [
      ['Linux', '/srv/video/junction-7.mp4'],
      ['Windows', 'file:///C:/video/junction-7.mp4'],
    ],
  },
};

/** The kind of source that a half-typed address is going to be; a camera until it says otherwise. */
export function sourceKindOf(sourceUrl: string): SourceKind {
  const text = sourceUrl.trim().toLowerCase();
  if (text.startsWith('http')) return 'http';
  return text.startsWith('/') || text.startsWith('file:') || /^[a-z]:[\\/]/.test(text) ? 'file' : 'rtsp';
}
