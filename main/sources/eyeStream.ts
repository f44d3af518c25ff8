import { annexBOf, nalKindOf, nalsOfAnnexB, nalsOfLengths, parametersOf, type NalCodec } from './accessUnit.ts';
import type { NutStream } from './nutHeaders.ts';
import { readH264Sps, readHevcSps, type PictureFormat } from './parameterSets.ts';

/** ffmpeg's codec names by the fourcc that its NUT writer uses. */
const codecOfFourcc: Readonly<Record<string, string>> = {
  H264: 'h264',
  avc1: 'h264',
  HEVC: 'hevc',
  hvc1: 'hevc',
  hev1: 'hevc',
  MJPG: 'mjpeg',
  MPNG: 'png',
  mp4v: 'mpeg4',
  FMP4: 'mpeg4',
  XVID: 'mpeg4',
  DIVX: 'mpeg4',
  DX50: 'mpeg4',
};

/** One packet made ready for the eye. */
export interface EyePacket {
  /** Annex B with parameter sets before a keyframe; as it came where the codec has no NAL units. */
  readonly bytes: Uint8Array;
  /** Set when the packet's own parameter sets say another picture than before. */
  readonly changed: PictureFormat | null;
}

/** Turns the packets of one stream into access units that a WebCodecs decoder can start at any keyframe. */
export class EyeStream {
  readonly codec: string;
  readonly #nalCodec: NalCodec | null;
  readonly #lengthSize: number;
  #parameters: readonly Uint8Array[];
  #format: PictureFormat | null;
  readonly #header: NutStream;
  #hadKeyframe = false;

  constructor(header: NutStream) {
    this.#header = header;
    this.codec = codecOfFourcc[header.fourcc] ?? header.fourcc.toLowerCase();
    this.#nalCodec = this.codec === 'h264' || this.codec === 'hevc' ? this.codec : null;
    const { nals, lengthSize } = this.#nalCodec
      ? parametersOf(this.#nalCodec, header.extradata)
      : { nals: [], lengthSize: 0 };
    this.#lengthSize = lengthSize;
    this.#parameters = nals;
    this.#format = this.#formatIn(nals);
  }

  /** The picture, as soon as a parameter set said it; by the stream's header where none that we can read comes. */
  get format(): { readonly size: PictureFormat['size']; readonly webCodec: string | null } | null {
    if (this.#format) return this.#format;
    const { width, height } = this.#header;
    const mayStillCome = this.#nalCodec !== null && !this.#hadKeyframe;
    return mayStillCome || width === 0 || height === 0 ? null : { size: { width, height }, webCodec: null };
  }

  /** @param bytes kept by the result when they need no change */
  take(bytes: Uint8Array, keyframe: boolean): EyePacket {
    this.#hadKeyframe ||= keyframe;
    if (!this.#nalCodec) return { bytes, changed: null };
    const wrapped = this.#lengthSize > 0 ? [...nalsOfLengths(bytes, this.#lengthSize)] : null;
    const own = this.#ownParameters(wrapped ?? nalsOfAnnexB(bytes));
    const ownFormat = this.#formatIn(own);
    const changed = ownFormat && this.#format && !sameFormat(ownFormat, this.#format) ? ownFormat : null;
    if (ownFormat) {
      this.#format = ownFormat;
      this.#parameters = own.map((nal) => nal.slice());
    }
    const before = keyframe && !ownFormat ? this.#parameters : [];
    if (wrapped) return { bytes: annexBOf([...before, ...wrapped]), changed };
    return { bytes: before.length > 0 ? joined(annexBOf(before), bytes) : bytes, changed };
  }

  /** Parameter sets stand before the first slice, so the slices are never searched. */
  #ownParameters(nals: Iterable<Uint8Array>): Uint8Array[] {
    const own: Uint8Array[] = [];
    for (const nal of nals) {
      const kind = nalKindOf(this.#nalCodec as NalCodec, nal);
      if (kind === 'slice') break;
      if (kind !== 'other') own.push(nal);
    }
    return own;
  }

  #formatIn(nals: readonly Uint8Array[]): PictureFormat | null {
    const codec = this.#nalCodec;
    const sps = codec ? nals.find((nal) => nalKindOf(codec, nal) === 'sps') : undefined;
    if (!sps) return null;
    return codec === 'h264' ? readH264Sps(sps) : readHevcSps(sps);
  }
}

function sameFormat(a: PictureFormat, b: PictureFormat): boolean {
  return a.size.width === b.size.width && a.size.height === b.size.height && a.webCodec === b.webCodec;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
