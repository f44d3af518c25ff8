import { describe, expect, it } from 'vitest';
import { RecentVideo } from './recentVideo.ts';

const key = (size: number) => ({ keyframe: true, bytes: new Uint8Array(size) });
const delta = (size: number) => ({ keyframe: false, bytes: new Uint8Array(size) });

describe('recent video', () => {
  it.each([
    ['starts at the newest keyframe', [key(10), delta(1), key(11), delta(2)], [11, 2]],
    ['knows nothing before the first keyframe', [delta(1), delta(2)], []],
    ['forgets a group that outgrew its memory until the next keyframe', [key(60), delta(60), delta(1)], []],
    ['remembers again after that', [key(60), delta(60), delta(1), key(5), delta(6)], [5, 6]],
  ])('%s', (_, chunks, expected) => {
    const recent = new RecentVideo(100);
    for (const chunk of chunks) recent.add(chunk);
    expect(recent.group().map((chunk) => chunk.bytes.byteLength)).toEqual(expected);
  });
});
