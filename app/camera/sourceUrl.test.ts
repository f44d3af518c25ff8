import { describe, expect, it } from 'vitest';
import { AppError } from '../base/error.ts';
import type { Reason } from './cameraState.ts';
import { parseSource, redact } from './sourceUrl.ts';

/** The reason of a refusal; a text that is taken fails the test. */
function reasonFor(text: string): Reason {
  try {
    parseSource(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.cause as Reason;
    throw thrown;
  }
  throw new Error(`"${text}" was taken`);
}

describe('source addresses that are taken', () => {
  it.each([
    {
      name: 'plain RTSP, default port left out',
      text: ' rtsp://192.168.1.20:554/stream1 ',
      source: {
        scheme: 'rtsp',
        host: '192.168.1.20',
        port: 554,
        pathAndQuery: '/stream1',
        text: 'rtsp://192.168.1.20/stream1',
      },
      credentials: null,
    },
    {
      name: 'user info with an @ in the password, capitals, a query',
      text: 'RTSP://admin:p@ss%2F1@Cam-1.Example.ORG.:8554/cam/realmonitor?channel=1&subtype=0',
      source: {
        scheme: 'rtsp',
        host: 'cam-1.example.org',
        port: 8554,
        pathAndQuery: '/cam/realmonitor?channel=1&subtype=0',
        text: 'rtsp://cam-1.example.org:8554/cam/realmonitor?channel=1&subtype=0',
      },
      credentials: { user: 'admin', password: 'p@ss/1' },
    },
    {
      name: 'a password that only looks percent-encoded, no path',
      text: 'rtsps://root:50%off@10.0.0.9',
      source: { scheme: 'rtsps', host: '10.0.0.9', port: 322, pathAndQuery: '/', text: 'rtsps://10.0.0.9/' },
      credentials: { user: 'root', password: '50%off' },
    },
    {
      name: 'IPv6 in its shortest form, query without path, a letter outside ASCII',
      text: 'http://[2001:DB8:0:0:1:0:0:5]:8080?name=Straße',
      source: {
        scheme: 'http',
        host: '[2001:db8::1:0:0:5]',
        port: 8080,
        pathAndQuery: '/?name=Stra%C3%9Fe',
        text: 'http://[2001:db8::1:0:0:5]:8080/?name=Stra%C3%9Fe',
      },
      credentials: null,
    },
    {
      name: 'empty user info',
      text: 'https://@cam/',
      source: { scheme: 'https', host: 'cam', port: 443, pathAndQuery: '/', text: 'https://cam/' },
      credentials: null,
    },
    {
      name: 'a file with spaces and a hash in its name',
      text: '/clips/east gate #2.mp4',
      source: { scheme: 'file', path: '/clips/east gate #2.mp4', text: '/clips/east gate #2.mp4' },
      credentials: null,
    },
    {
      name: 'a camera of the simulated road',
      text: 'demo:motorway-north',
      source: { scheme: 'demo', name: 'motorway-north', text: 'demo:motorway-north' },
      credentials: null,
    },
    {
      name: 'a file URL',
      text: 'file:///clips/east%20gate%20%232.mp4',
      source: { scheme: 'file', path: '/clips/east gate #2.mp4', text: '/clips/east gate #2.mp4' },
      credentials: null,
    },
    {
      name: 'a file of Windows',
      text: 'C:\\clips\\a.mkv',
      source: { scheme: 'file', path: 'C:/clips/a.mkv', text: 'C:/clips/a.mkv' },
      credentials: null,
    },
    {
      name: 'a file URL of Windows',
      text: 'file://localhost/c:/clips/a.mkv',
      source: { scheme: 'file', path: 'c:/clips/a.mkv', text: 'c:/clips/a.mkv' },
      credentials: null,
    },
  ])('$name', ({ text, source, credentials }) => {
    expect(parseSource(text)).toEqual({ source, credentials });
    expect(parseSource(source.text)).toEqual({ source, credentials: null });
  });
});

describe('source addresses that are refused, each with what is wrong', () => {
  it.each([
    ['nothing', '   ', 'empty'],
    ['more than 2048 characters', `rtsp://cam/${'a'.repeat(2048)}`, 'longer than 2048'],
    ['a line break', 'rtsp://cam/a\r\nX: 1', 'control character'],
    ['a zero byte', 'rtsp://cam/\0', 'control character'],
    ['a space inside', 'rtsp://cam/a b', '%20'],
    ['a no-break space', 'rtsp://cam/a\u00a0b', '%20'],
    ['a hash', 'rtsp://admin:pa#ss@cam/', '%23'],
    ['a back-slash', 'rtsp://10.0.0.1\\@evil/', 'back-slash'],
    ['a back-slash by way of a file URL', 'file:///clips%5Ca.mp4', 'back-slash'],
    ['half a password in the path', 'rtsp://admin:12/34@cam/', '%2F'],
    ['port 0', 'rtsp://cam:0/', '65535'],
    ['port 65536', 'rtsp://cam:65536/', '65535'],
    ['a signed port', 'rtsp://cam:-1/', '65535'],
    ['a port in letters', 'rtsp://cam:rtsp/', '65535'],
    ['two ports', 'rtsp://cam:1:2/', '65535'],
    ['no scheme', '192.168.1.20/stream', 'scheme'],
    ['a relative file', 'clips/a.mp4', 'scheme'],
    ['concat', 'concat:/etc/passwd|/etc/hosts', '"concat:"'],
    ['subfile', 'subfile,,start,0,end,10,,:/etc/passwd', 'scheme'],
    ['data', 'data:video/mp4;base64,AAAA', '"data:"'],
    ['exec', 'exec:touch%20/tmp/x', '"exec:"'],
    ['tcp', 'tcp://10.0.0.1:22', '"tcp:"'],
    ['udp', 'udp://239.0.0.1:1234', '"udp:"'],
    ['a method of objects', 'constructor://cam/', '"constructor:"'],
    ['one slash', 'rtsp:/cam/stream', 'two slashes'],
    ['no host', 'rtsp:///stream', 'host is missing'],
    ['user info and no host', 'rtsp://admin:secret@/stream', 'host is missing'],
    ['a hexadecimal address', 'rtsp://0x7f000001/', 'four decimal numbers'],
    ['a single number', 'rtsp://2130706433/', 'four decimal numbers'],
    ['a short address', 'rtsp://127.1/', 'four decimal numbers'],
    ['octal numbers', 'rtsp://0177.0.0.1/', 'four decimal numbers'],
    ['a number over 255', 'rtsp://10.0.0.256/', 'four decimal numbers'],
    ['five numbers', 'rtsp://10.0.0.0.1/', 'four decimal numbers'],
    ['zero', 'rtsp://0/', 'four decimal numbers'],
    ['full-width digits', 'rtsp://１２７.0.0.1/', 'plain letters'],
    ['circled digits', 'rtsp://①②⑦.0.0.1/', 'plain letters'],
    ['a full-width dot', 'rtsp://10。0.0.1/', 'plain letters'],
    ['percent-encoding in the host', 'rtsp://%31%30.0.0.1/', 'plain letters'],
    ['a comma in the host', 'rtsp://cam,evil/', 'plain letters'],
    ['a zone', 'rtsp://[fe80::1%eth0]/', 'zone'],
    ['too many groups', 'rtsp://[1:2:3:4:5:6:7:8:9]/', 'IPv6'],
    ['two gaps', 'rtsp://[1::2::3]/', 'IPv6'],
    ['an open bracket', 'rtsp://[::1/', 'IPv6'],
    ['a line break in the password', 'rtsp://admin:a%0D%0Ab@cam/', 'control character'],
    ['a very long password', `rtsp://admin:${'a'.repeat(257)}@cam/`, '256'],
    ['a file of another computer', 'file://server/clips/a.mp4', 'on this computer'],
    ['a network share', '//server/clips/a.mp4', 'on this computer'],
    ['a share of Windows', '\\\\server\\clips\\a.mp4', 'back-slash'],
    ['a relative file URL', 'file:clips/a.mp4', 'whole path'],
    ['a zero byte by way of a file URL', 'file:///clips/a%00.mp4', 'control character'],
    ['a folder', '/clips/', 'folder'],
    ['half a surrogate pair', 'rtsp://cam/\ud800', 'broken character'],
  ])('%s', (_name, text, says) => {
    const reason = reasonFor(text);
    expect(reason.code).toBe('url-invalid');
    expect(reason.text).toContain(says);
  });

  it('never repeats a secret in its reason', () => {
    const texts = [
      'rtsp://admin:S3cret@cam:0/',
      'rtsp://admin:S3cret/x@cam/',
      'rtsp://admin:S3cret#@cam',
      'x://a:S3cret@b',
    ];
    expect(texts.map((text) => JSON.stringify(reasonFor(text)).includes('S3cret'))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('redact', () => {
  it.each([
    ['ffmpeg: rtsp://admin:secret@cam/a: 401', 'ffmpeg: rtsp://***@cam/a: 401'],
    [
      'a password with @ and /: rtsp://u:p@/s@cam/ and http://x:y@z',
      'a password with @ and /: rtsp://***@cam/ and http://***@z',
    ],
    ['Authorization: Digest username="admin", response="0"\r\nCSeq: 1', 'Authorization: ***\r\nCSeq: 1'],
    ['rtsp://cam/stream, mail ops@example.org', 'rtsp://cam/stream, mail ops@example.org'],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });
});
