/** Deeper messages are refused; ours are a dozen deep. */
const deepest = 64;

/**
 * Why bytes are not one whole MessagePack value, or `null`. Reads headers only. The decoder makes room for an array as
 * soon as it reads its length, so five bytes could claim gigabytes, again and again: here every claimed element must be
 * there. Specification: https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export function objectionToWire(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** Values still to come, per open array or map. */
  const open: number[] = [1];
  let at = 0;
  try {
    while (open.length > 0) {
      const left = (open.at(-1) ?? 0) - 1;
      if (left < 0) {
        open.pop();
        continue;
      }
      open[open.length - 1] = left;
      const { headBytes, dataBytes, values } = headerAt(view, at);
      at += headBytes + dataBytes;
      if (at + values > bytes.length) return 'it is shorter than it claims';
      if (values === 0) continue;
      if (open.length > deepest) return 'it is nested too deeply';
      open.push(values);
    }
  } catch {
    return 'it is cut off or unknown';
  }
  return at === bytes.length ? null : 'it is longer than one value';
}

interface Header {
  readonly headBytes: number;
  /** Bytes of the value itself that follow. */
  readonly dataBytes: number;
  /** Values that follow: elements, or keys and values. */
  readonly values: number;
}

/** Throws RangeError beyond the end, and for the one code that the specification never uses. */
function headerAt(view: DataView, at: number): Header {
  const code = view.getUint8(at);
  const data = (headBytes: number, dataBytes: number): Header => ({ headBytes, dataBytes, values: 0 });
  const holder = (headBytes: number, values: number): Header => ({ headBytes, dataBytes: 0, values });
  if (code <= 0x7f || code >= 0xe0) return data(1, 0);
  if (code <= 0x8f) return holder(1, 2 * (code & 0x0f));
  if (code <= 0x9f) return holder(1, code & 0x0f);
  if (code <= 0xbf) return data(1, code & 0x1f);
  switch (code) {
    case 0xc0: // nil, false, true
    case 0xc2:
    case 0xc3:
      return data(1, 0);
    case 0xc4: // bin 8, str 8
    case 0xd9:
      return data(2, view.getUint8(at + 1));
    case 0xc5: // bin 16, str 16
    case 0xda:
      return data(3, view.getUint16(at + 1));
    case 0xc6: // bin 32, str 32
    case 0xdb:
      return data(5, view.getUint32(at + 1));
    case 0xca: // float 32, uint 32, int 32
    case 0xce:
    case 0xd2:
      return data(5, 0);
    case 0xcb: // float 64, uint 64, int 64
    case 0xcf:
    case 0xd3:
      return data(9, 0);
    case 0xcc: // uint 8, int 8
    case 0xd0:
      return data(2, 0);
    case 0xcd: // uint 16, int 16
    case 0xd1:
      return data(3, 0);
    case 0xdc:
      return holder(3, view.getUint16(at + 1));
    case 0xdd:
      return holder(5, view.getUint32(at + 1));
    case 0xde:
      return holder(3, 2 * view.getUint16(at + 1));
    case 0xdf:
      return holder(5, 2 * view.getUint32(at + 1));
    default: // 0xc1, and extension types, which our messages do not have
      throw new RangeError('unknown code');
  }
}
