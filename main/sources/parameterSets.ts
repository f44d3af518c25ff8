import type { Size } from '../../app/space/box.ts';
import { BitReader } from './bitReader.ts';

/** What a sequence parameter set says that the eye's decoder must know. */
export interface PictureFormat {
  /** Size of the shown picture, cropping applied. */
  readonly size: Size;
  /** WebCodecs codec string. */
  readonly webCodec: string;
}

const h264ProfilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Reads an H.264 sequence parameter set (ITU-T H.264, 7.3.2.1); `null` when it is damaged. */
export function readH264Sps(nal: Uint8Array): PictureFormat | null {
  if (nal.length < 4) return null;
  const webCodec = `avc1.${hex(nal.subarray(1, 4))}`;
  const read = new BitReader(nal);
  read.skip(8);
  const profile = read.bits(8);
  read.skip(16);
  read.ue();
  let chromaFormat = 1;
  if (h264ProfilesWithChroma.has(profile)) {
    chromaFormat = read.ue();
    if (chromaFormat === 3) read.skip(1);
    read.ue();
    read.ue();
    read.skip(1);
    if (read.flag()) skipScalingLists(read, chromaFormat === 3 ? 12 : 8);
  }
  read.ue();
  skipPictureOrder(read);
  read.ue();
  read.skip(1);
  const widthInMbs = read.ue() + 1;
  const heightInMapUnits = read.ue() + 1;
  const frameMbsOnly = read.flag();
  if (!frameMbsOnly) read.skip(1);
  read.skip(1);
  const crop = readCrop(read);
  const fields = frameMbsOnly ? 1 : 2;
  const unitX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const unitY = (chromaFormat === 1 ? 2 : 1) * fields;
  const size = {
    width: 16 * widthInMbs - unitX * crop.horizontal,
    height: 16 * fields * heightInMapUnits - unitY * crop.vertical,
  };
  return read.over || !plausible(size) ? null : { size, webCodec };
}

function skipScalingLists(read: BitReader, count: number): void {
  for (let list = 0; list < count && !read.over; list++) {
    if (!read.flag()) continue;
    let last = 8;
    let next = 8;
    for (let index = 0; index < (list < 6 ? 16 : 64); index++) {
      if (next !== 0) next = (last + read.se() + 256) & 255;
      last = next === 0 ? last : next;
    }
  }
}

function skipPictureOrder(read: BitReader): void {
  const type = read.ue();
  if (type === 0) read.ue();
  if (type !== 1) return;
  read.skip(1);
  read.se();
  read.se();
  const cycle = read.ue();
  for (let index = 0; index < cycle && !read.over; index++) read.se();
}

/** Left plus right and top plus bottom, in chroma units. */
function readCrop(read: BitReader): { horizontal: number; vertical: number } {
  if (!read.flag()) return { horizontal: 0, vertical: 0 };
  const horizontal = read.ue() + read.ue();
  return { horizontal, vertical: read.ue() + read.ue() };
}

/** Reads an HEVC sequence parameter set (ITU-T H.265, 7.3.2.2); `null` when it is damaged. */
export function readHevcSps(nal: Uint8Array): PictureFormat | null {
  const read = new BitReader(nal);
  read.skip(16 + 4);
  const subLayers = read.bits(3);
  read.skip(1);
  const webCodec = readHevcProfile(read, subLayers);
  read.ue();
  const chromaFormat = read.ue();
  if (chromaFormat === 3) read.skip(1);
  const width = read.ue();
  const height = read.ue();
  const crop = readCrop(read);
  const size = {
    width: width - (chromaFormat === 1 || chromaFormat === 2 ? 2 : 1) * crop.horizontal,
    height: height - (chromaFormat === 1 ? 2 : 1) * crop.vertical,
  };
  return read.over || !plausible(size) ? null : { size, webCodec };
}

/** Codec string of ISO/IEC 14496-15, annex E.3. `hev1`: parameter sets come in-band. */
function readHevcProfile(read: BitReader, subLayers: number): string {
  const space = ['', 'A', 'B', 'C'][read.bits(2)] as string;
  const tier = read.flag() ? 'H' : 'L';
  const profile = read.bits(5);
  let compatibility = 0;
  for (let bit = 0; bit < 32; bit++) compatibility += read.bits(1) * 2 ** bit;
  const constraints = Array.from({ length: 6 }, () => read.bits(8));
  while (constraints.length > 0 && constraints.at(-1) === 0) constraints.pop();
  const level = read.bits(8);
  skipSubLayers(read, subLayers);
  const parts = [`hev1.${space}${profile}`, compatibility.toString(16).toUpperCase(), `${tier}${level}`];
  return [...parts, ...constraints.map((byte) => byte.toString(16).toUpperCase())].join('.');
}

function skipSubLayers(read: BitReader, subLayers: number): void {
  if (subLayers === 0) return;
  const present = Array.from({ length: 8 }, () => ({ profile: read.flag(), level: read.flag() }));
  for (const layer of present.slice(0, subLayers)) read.skip((layer.profile ? 88 : 0) + (layer.level ? 8 : 0));
}

function plausible({ width, height }: Size): boolean {
  return width > 0 && height > 0 && width <= 16_384 && height <= 16_384;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
