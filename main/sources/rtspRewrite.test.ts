import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type NetworkSource, parseSource } from '../../app/camera/sourceUrl.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { type RtspMessage, RtspReader } from './rtspMessage.ts';
import { agreedTransport, cameraUri, describesVideo, localAnswer, localBase, localUris } from './rtspRewrite.ts';

const local = 'rtsp://127.0.0.1:4000/TOKEN';
const source = parseSource('rtsp://cam:8554/live/main?channel=1').source as NetworkSource;
const addresses = { local, source };

describe('addresses on both sides of the relay', () => {
  it.each([
    ['the whole stream', local, 'rtsp://cam:8554/live/main?channel=1'],
    ['a track', `${local}/live/main/trackID=1`, 'rtsp://cam:8554/live/main/trackID=1'],
    ['the root', `${local}/`, 'rtsp://cam:8554/'],
    ['no token', 'rtsp://127.0.0.1:4000/live', null],
    ['more than the token', `${local}2/live`, null],
    ['another host', 'rtsp://evil/TOKEN', null],
    ['no address', '*', null],
  ])('the player asks for %s', (_name, uri, wanted) => {
    expect(cameraUri(uri, addresses)).toBe(wanted);
  });

  it.each([
    ['its own', 'rtsp://cam:8554/live/', `${local}/live/`],
    [
      'an address behind a router',
      'rtsp://192.168.5.106:554/Streaming/Channels/101/',
      `${local}/Streaming/Channels/101/`,
    ],
    [
      'with a query',
      'rtsp://cam-driveway/cam/realmonitor?channel=1&subtype=2/',
      `${local}/cam/realmonitor?channel=1&subtype=2/`,
    ],
    ['without a scheme', '192.168.1.10:554/stream0/', `${local}/stream0/`],
    ['a path alone', '/stream0/', `${local}/stream0/`],
    ['a host alone', 'rtsp://cam', `${local}/`],
    ['none', undefined, `${local}/live/main?channel=1`],
    ['nonsense', 'javascript:alert(1)', `${local}/live/main?channel=1`],
  ])('a base that is %s', (_name, base, wanted) => {
    expect(localBase(base, addresses)).toBe(wanted);
  });

  it('rewrites every address in an RTP-Info', () => {
    expect(localUris('url=trackID=0;seq=1,url=rtsp://10.0.0.5:554/a/trackID=1;seq=2;rtptime=3', addresses)).toBe(
      `url=trackID=0;seq=1,url=${local}/a/trackID=1;seq=2;rtptime=3`,
    );
  });

  it.each([
    ['as asked', 'RTP/AVP/TCP;unicast;interleaved=0-1', 'RTP/AVP/TCP;unicast;interleaved=0-1'],
    ['odd order', 'RTP/AVP/TCP;ssrc=22345684;interleaved=2-3', 'RTP/AVP/TCP;unicast;interleaved=2-3'],
    ['a space in the ssrc', 'RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= d6d6627', 'RTP/AVP/TCP;unicast;interleaved=0-1'],
    ['no channels', 'RTP/AVP/TCP;unicast', 'RTP/AVP/TCP;unicast;interleaved=4-5'],
    ['UDP', 'RTP/AVP;unicast;client_port=1-2', null],
    ['nothing', undefined, null],
  ])('a transport answered with %s', (_name, answered, wanted) => {
    expect(agreedTransport('RTP/AVP/TCP;unicast;interleaved=4-5', answered)).toBe(wanted);
  });

  it.each([
    ['video', 'v=0\r\nm=audio 0 RTP/AVP 0\r\nm=video 0 RTP/AVP 96\r\n', true],
    ['bare line feeds', 'v=0\nm=video 5004 RTP/SAVPF 96 97\n', true],
    ['sound alone', 'v=0\r\nm=audio 0 RTP/AVP 0\r\n', false],
    ['nonsense', 'v=0\r\nm=video nonsense\r\n', false],
    ['nothing', '', false],
  ])('a description of %s', (_name, text, has) => {
    expect(describesVideo(Buffer.from(text))).toBe(has);
  });
});

describe.skipIf(!hasTestdata)('what players get of real answers (needs the shared test material)', () => {
  it.each([
    'anjvision_describe',
    'dahua_describe_h265_pcma',
    'foscam_describe',
    'gw_main_describe',
    'h264dvr_describe',
    'hikvision_describe',
    'ipcam_describe',
    'macrovideo_describe',
    'missing_content_type_describe',
    'reolink_describe',
    'vstarcam_describe',
    'dahua_play',
    'hikvision_play',
    'laureii_play',
    'bunny_play',
  ])('%s names no other host', (name) => {
    const messages: RtspMessage[] = [];
    new RtspReader({ message: (message) => messages.push(message), media: () => undefined }).push(
      readFileSync(testdata(`protocol/rtsp_retina/${name}.txt`)),
    );
    const [answer] = messages;
    if (!answer) throw new Error('no answer');
    const { headers, body } = localAnswer(answer, addresses, null);
    const told = `${headers.map(([header, value]) => `${header}: ${value}`).join('\n')}\n${body.toString('latin1')}`;
    const absolute = [...told.matchAll(/\brtsps?:\/\/[^\s,;]+/g)].map(([uri]) => uri);
    expect(absolute.filter((uri) => !uri.startsWith(local))).toEqual([]);
    if (name.includes('describe')) {
      expect(headers.filter(([header]) => /^content-(base|type)$/i.test(header))).toHaveLength(2);
      expect(describesVideo(body)).toBe(true);
    }
  });
});
