import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../app/base/random.ts';
import { malformedAnswers } from '../../e2e/fixtures/malformedRtsp.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { headerOf, RtspFault, type RtspMessage, RtspReader, rtspBytes, rtspLimits, statusOf } from './rtspMessage.ts';

/** What a reader makes of bytes that come in pieces of `pieceBytes`. */
function read(bytes: Buffer, pieceBytes: number, options: { playing?: boolean; limits?: typeof rtspLimits } = {}) {
  const messages: RtspMessage[] = [];
  const media: Buffer[] = [];
  const reader = new RtspReader(
    { message: (message) => messages.push(message), media: (part) => media.push(Buffer.from(part)) },
    options.limits,
  );
  reader.playing = options.playing ?? false;
  let mostHeldBytes = 0;
  let fault: string | null = null;
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      reader.push(bytes.subarray(at, at + pieceBytes));
      mostHeldBytes = Math.max(mostHeldBytes, reader.heldBytes);
    }
  } catch (thrown) {
    if (!(thrown instanceof RtspFault)) throw thrown;
    fault = thrown.message;
  }
  return { messages, media: Buffer.concat(media), fault, mostHeldBytes };
}

function frame(channel: number, length: number): Buffer {
  return Buffer.concat([Buffer.from([0x24, channel, length >> 8, length & 0xff]), Buffer.alloc(length, 0x24)]);
}

describe('reading RTSP', () => {
  const answer = rtspBytes(
    'RTSP/1.0 200 OK',
    [
      ['CSeq', '3'],
      ['Content-Base', 'rtsp://cam/'],
    ],
    Buffer.from('v=0\r\n'),
  );
  const stream = Buffer.concat([frame(0, 1400), answer, Buffer.from('\r\n'), frame(1, 0), frame(0, 65_535), answer]);

  it.each([1, 2, 3, 7, 1000, 65_536, 1_000_000])(
    'parts messages and media that come %i bytes at a time',
    (pieceBytes) => {
      const { messages, media, fault } = read(stream, pieceBytes);
      const wanted = {
        startLine: 'RTSP/1.0 200 OK',
        headers: [
          ['CSeq', '3'],
          ['Content-Base', 'rtsp://cam/'],
          ['Content-Length', '5'],
        ],
        body: Buffer.from('v=0\r\n'),
      };
      expect({ messages, fault }).toEqual({ messages: [wanted, wanted], fault: null });
      expect(media.equals(Buffer.concat([frame(0, 1400), frame(1, 0), frame(0, 65_535)]))).toBe(true);
    },
  );

  it('passes a piece of media on as it is, uncopied', () => {
    const piece = frame(0, 1400);
    let passed: Buffer | null = null;
    const reader = new RtspReader({ message: () => undefined, media: (bytes) => (passed = bytes) });
    reader.push(piece);
    expect(passed).toBe(piece);
  });

  it.each([
    { name: 'bare line feeds', text: 'RTSP/1.0 200 OK\nCSeq: 1\n\n', status: 200 },
    { name: 'no reason phrase', text: 'RTSP/1.0 404\r\nCSeq: 1\r\n\r\n', status: 404 },
    { name: 'a line without a colon', text: 'RTSP/1.0 200 OK\r\nnonsense\r\nCSeq: 1\r\n\r\n', status: 200 },
    { name: 'a question of the camera', text: 'OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n', status: 0 },
  ])('takes $name', ({ text, status }) => {
    const { messages, fault } = read(Buffer.from(text), 5);
    expect({
      fault,
      statuses: messages.map(statusOf),
      sequence: messages.map((message) => headerOf(message, 'cseq')),
    }).toEqual({
      fault: null,
      statuses: [status],
      sequence: ['1'],
    });
  });

  it.each([
    { name: 'a web server', text: 'HTTP/1.1 400 Bad Request\r\n\r\n', says: 'web server' },
    { name: 'a login server', text: 'SSH-2.0-OpenSSH_9.2\r\n', says: 'SSH' },
    { name: 'noise', text: '\u0001\u0002\u0003', says: 'not RTSP' },
    { name: 'a status of four digits', text: 'RTSP/1.0 2000 OK\r\n\r\n', says: 'not RTSP' },
    { name: 'a zero byte', text: 'RTSP/1.0 200 OK\r\nCSeq: \0\r\n\r\n', says: 'zero byte' },
    { name: 'a negative length', text: 'RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n', says: 'not a number' },
    { name: 'a hexadecimal length', text: 'RTSP/1.0 200 OK\r\nContent-Length: 0x10\r\n\r\n', says: 'not a number' },
    { name: 'a huge length', text: 'RTSP/1.0 200 OK\r\nContent-Length: 262145\r\n\r\n', says: '262144' },
    { name: 'an endless header', text: `RTSP/1.0 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`, says: '65536' },
    { name: 'an endless line', text: `RTSP/1.0 200 ${'x'.repeat(70_000)}`, says: '65536' },
  ])('refuses $name', ({ text, says }) => {
    expect(read(Buffer.from(text, 'latin1'), 1000).fault).toContain(says);
  });

  it('finds the next frame again after strays while playing, within bounds', () => {
    const lost = Buffer.concat([Buffer.alloc(5000, 0x80), frame(0, 10)]);
    const playing = read(lost, 1000, { playing: true });
    expect({ fault: playing.fault, media: playing.media.equals(frame(0, 10)) }).toEqual({ fault: null, media: true });
    expect(read(Buffer.alloc(70_000, 0x80), 1000, { playing: true }).fault).toContain('broken');
    expect(read(lost, 1000).fault).toContain('not RTSP');
  });
});

describe('malformed RTSP (F08)', () => {
  const corpus = malformedAnswers(400, 8);

  it('ends each of 400 damaged answers with a sentence or reads it, and never holds much', () => {
    const random = seededRandom(80);
    const results = corpus.map((bytes) => read(bytes, 1 + Math.floor(random() * 3000), { playing: random() < 0.5 }));
    expect(Math.max(...results.map((result) => result.mostHeldBytes))).toBeLessThanOrEqual(
      rtspLimits.headerBytes + rtspLimits.bodyBytes + 3000,
    );
    const refused = results.filter((result) => result.fault !== null);
    expect(refused.length).toBeGreaterThan(100);
    expect(refused.every((result) => /^It.*\.$|^The length.*\.$/.test(result.fault ?? ''))).toBe(true);
  });

  it('holds an endless header without bounds when the limit is off', () => {
    const header = Buffer.from(`RTSP/1.0 200 OK\r\n${'X-Long: '.padEnd(4094, 'x')}\r\n`.repeat(5000));
    expect(read(header, 65_536).mostHeldBytes).toBeLessThanOrEqual(2 * 65_536);
    const unlimited = { ...rtspLimits, headerBytes: Number.POSITIVE_INFINITY };
    expect(read(header, 1 << 20, { limits: unlimited }).mostHeldBytes).toBeGreaterThan(16 << 20);
  });
});

describe.skipIf(!hasTestdata)('answers of real cameras (needs the shared test material)', () => {
  const folder = testdata('protocol/rtsp_retina/');
  const names = hasTestdata
    ? readdirSync(folder).filter((name) => /^(?!.*(sdp|LICENSE|request)).*\.txt$/.test(name))
    : [];

  it.each(names)('%s', (name) => {
    const bytes = readFileSync(folder + name);
    const { messages, fault } = read(bytes, 97);
    const [message] = messages;
    const described = /(?:^|_)(describe|response)/.test(name);
    expect({ fault, count: messages.length, status: message && statusOf(message) }).toEqual({
      fault: null,
      count: 1,
      status: name.includes('unauthorized') ? 401 : 200,
    });
    expect(message?.body.includes('m=video')).toBe(described);
  });

  it('reads the request of a player', () => {
    const { messages } = read(readFileSync(`${folder}request.txt`), 97);
    expect(messages.map(({ startLine }) => startLine)).toEqual([
      'DESCRIBE rtsp://192.168.5.225/h264Preview_01_main RTSP/1.0',
    ]);
  });

  it('passes a recorded interleaved stream on unchanged', () => {
    const bytes = readFileSync(`${folder}bunny_interleaved.rtsp`);
    const { media, fault, messages } = read(bytes, 1000);
    expect({ fault, messages: messages.length, same: media.equals(bytes) }).toEqual({
      fault: null,
      messages: 0,
      same: true,
    });
  });
});
