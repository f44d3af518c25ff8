import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../app/base/random.ts';
import { nutChecksum } from './nutBytes.ts';
import { NutReader, ticksToUs, type NutSink } from './nutReader.ts';

/** A small NUT writer: one video stream, 90 kHz, one frame code with everything coded, a syncpoint before each frame. */
function v(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest % 128));
  return bytes;
}

function packet(startCode: string, payload: readonly number[]): number[] {
  const code = [...Buffer.from(startCode, 'hex')];
  const forward = v(payload.length + 4);
  const head = payload.length + 4 > 4096 ? [...forward, ...checksum([...code, ...forward])] : forward;
  return [...code, ...head, ...payload, ...checksum(payload)];
}

function checksum(bytes: readonly number[]): number[] {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(nutChecksum(Uint8Array.from(bytes), 0, bytes.length));
  return [...crc];
}

const fileId = [...Buffer.from('nut/multimedia container\0')];
// Flags: coded flags; fields: pts 0, mul 1, stream 0, size 0, reserved 0, count 255 ('N' is skipped by itself).
const frameCodes = [...v(4096), ...v(6), ...v(0), ...v(1), ...v(0), ...v(0), ...v(0), ...v(255)];
const elided = [...v(1), ...v(3), 0, 0, 1];
const main = packet('4e4d7a561f5f04ad', [
  ...v(3),
  ...v(1),
  ...v(65_536),
  ...v(1),
  ...v(1),
  ...v(90_000),
  ...frameCodes,
  ...elided,
]);
const extradata = Array.from({ length: 5000 }, (_, at) => at & 0xff);
const stream = packet('4e5311405bf2f9db', [
  ...v(0),
  ...v(0),
  ...[4, ...Buffer.from('H264')],
  ...v(0),
  ...v(14),
  ...v(1000),
  ...v(0),
  ...v(0),
  ...v(extradata.length),
  ...extradata,
  ...v(640),
  ...v(360),
  ...v(0),
  ...v(0),
  ...v(0),
]);
const key = 1;
const codedPts = 8;
const sizeMsb = 32;
const checksummed = 64;
const headerIdx = 1024;

function syncpoint(ticks: number): number[] {
  return packet('4e4be4adeeca4569', [...v(ticks), ...v(0)]);
}

/** @param coded the PTS as written: its low 14 bits, or 2^14 more than the whole */
function frame(coded: number, payload: readonly number[], flags = key, elidedBytes = 0): number[] {
  const all = flags | codedPts | sizeMsb | checksummed | (elidedBytes > 0 ? headerIdx : 0);
  const size = payload.length + elidedBytes;
  const head = [0, ...v(4096 ^ (all | 4096)), ...v(coded), ...v(size), ...(elidedBytes > 0 ? v(1) : [])];
  return [...head, ...checksum(head), ...payload];
}

interface Got {
  readonly ptsUs: number;
  readonly keyframe: boolean;
  readonly bytes: number[];
}

class Collector implements NutSink {
  readonly streams: unknown[] = [];
  readonly packets: Got[] = [];
  readonly damage: string[] = [];
  places = Number.POSITIVE_INFINITY;
  #open: Got | null = null;

  stream(header: unknown): void {
    this.streams.push(header);
  }
  packetStart({ ptsUs, keyframe }: { ptsUs: number; keyframe: boolean }): boolean {
    if (this.places === 0) return false;
    this.places--;
    this.#open = { ptsUs, keyframe, bytes: [] };
    return true;
  }
  payload(piece: Uint8Array): void {
    this.#open?.bytes.push(...piece);
  }
  packetEnd(): void {
    this.packets.push(this.#open as Got);
  }
  corrupt(why: string): void {
    this.damage.push(why);
  }
}

function read(bytes: readonly number[], piece = bytes.length): Collector {
  const sink = new Collector();
  const reader = new NutReader(sink);
  const all = Uint8Array.from(bytes);
  for (let at = 0; at < all.length; at += piece) reader.push(all.subarray(at, at + piece));
  return sink;
}

const a = Array.from({ length: 300 }, (_, at) => (at * 7) & 0xff);
const b = Array.from({ length: 40 }, (_, at) => at);
const whole = [
  ...fileId,
  ...main,
  ...stream,
  ...syncpoint(90_000),
  ...frame(90_000 % 16_384, a),
  ...frame(93_000 % 16_384, b, 0),
];
const wanted: Got[] = [
  { ptsUs: 1_000_000, keyframe: true, bytes: a },
  { ptsUs: 1_033_333, keyframe: false, bytes: b },
];

describe('reading NUT', () => {
  test.each([1, 2, 3, 7, 64, 1000, whole.length])('the same packets, read %i bytes at a time', (piece) => {
    const sink = read(whole, piece);
    expect(sink.packets).toEqual(wanted);
    expect(sink.damage).toEqual([]);
    expect(sink.streams).toEqual([
      {
        index: 0,
        video: true,
        fourcc: 'H264',
        timeBase: { num: 1, den: 90_000 },
        msbPtsShift: 14,
        extradata: Uint8Array.from(extradata),
        width: 640,
        height: 360,
      },
    ]);
  });

  test('a whole PTS is taken as it stands, and low bits go to the nearest moment', () => {
    const far = 2_000_000;
    const bytes = [
      ...fileId,
      ...main,
      ...stream,
      ...syncpoint(0),
      ...frame(far + 16_384, b),
      ...frame((far - 3000) % 16_384, b),
    ];
    expect(read(bytes).packets.map(({ ptsUs }) => ptsUs)).toEqual([22_222_222, 22_188_889]);
  });

  test('bytes that many packets begin with are put back', () => {
    const bytes = [...fileId, ...main, ...stream, ...syncpoint(0), ...frame(0, b, key, 3)];
    expect(read(bytes).packets.map(({ bytes: payload }) => payload)).toEqual([[0, 0, 1, ...b]]);
  });

  test('a sink without place stops the reading before the packet, and nothing is lost', () => {
    const sink = new Collector();
    const reader = new NutReader(sink);
    const bytes = Uint8Array.from(whole);
    sink.places = 1;
    const used = reader.push(bytes);
    expect([sink.packets, reader.push(bytes.subarray(used))]).toEqual([wanted.slice(0, 1), 0]);
    sink.places = 1;
    expect(reader.push(bytes.subarray(used))).toBe(bytes.length - used);
    expect(sink.packets).toEqual(wanted);
  });
});

describe('damaged NUT', () => {
  test('a broken frame header is skipped up to the next syncpoint', () => {
    const broken = frame(90_000 % 16_384, a);
    broken[1] = (broken[1] as number) ^ 0x10;
    const good = [...syncpoint(180_000), ...frame(180_000 % 16_384, b)];
    const sink = read([...fileId, ...main, ...stream, ...syncpoint(90_000), ...broken, ...good], 11);
    expect(sink.packets).toEqual([{ ptsUs: 2_000_000, keyframe: true, bytes: b }]);
    expect(sink.damage.length).toBeGreaterThan(0);
  });

  test('what is no NUT at all gives nothing and keeps nothing', () => {
    const random = seededRandom(7);
    const sink = read(
      Array.from({ length: 200_000 }, () => Math.floor(random() * 256)),
      4096,
    );
    expect([sink.packets, sink.streams, sink.damage]).toEqual([[], [], ['not a NUT stream']]);
  });

  test('any flipped byte is survived: no exception, and what comes later is whole', () => {
    const random = seededRandom(1);
    const tail = [...syncpoint(900_000), ...frame(900_000 % 16_384, b)];
    for (let run = 0; run < 150; run++) {
      const bytes = [...whole, ...a, ...tail];
      const at = Math.floor(random() * (whole.length + a.length - fileId.length - main.length - stream.length));
      const hit = fileId.length + main.length + stream.length + at;
      bytes[hit] = (bytes[hit] as number) ^ (1 << Math.floor(random() * 8));
      expect(read(bytes, 97).packets.at(-1)).toEqual({ ptsUs: 10_000_000, keyframe: true, bytes: b });
    }
  });

  test('a packet that promises more than a picture is damage, not memory', () => {
    const head = [0, ...v(4096 ^ (key | codedPts | sizeMsb | checksummed | 4096)), ...v(0), ...v(2 ** 31)];
    const sink = read([...fileId, ...main, ...stream, ...syncpoint(0), ...head, ...checksum(head)]);
    expect([sink.packets, sink.damage]).toEqual([[], ['packet of 2147483648 bytes']]);
  });
});

test.each([
  [90_000, { num: 1, den: 90_000 }, 1_000_000],
  [1, { num: 1001, den: 30_000 }, 33_367],
  [-3000, { num: 1, den: 90_000 }, -33_333],
  [90_000 * 86_400 * 365, { num: 1, den: 90_000 }, 86_400 * 365 * 1_000_000],
  [1_200_000 * 86_400 + 1, { num: 1, den: 1_200_000 }, 86_400_000_001],
])('%i ticks of %o are %i µs', (ticks, timeBase, us) => {
  expect(ticksToUs(ticks, timeBase)).toBe(us);
});
