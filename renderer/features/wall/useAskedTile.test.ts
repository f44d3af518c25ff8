import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { firstWall } from './wallLayout.ts';
import { useAskedTile } from './useAskedTile.ts';

const wall = firstWall(['a', 'b', 'c', 'd']);

function opened(hash: string): { at: number | null; calls: (readonly [number, string])[] } {
  window.location.hash = hash;
  const calls: (readonly [number, string])[] = [];
  const { result } = renderHook(() => useAskedTile(wall, (at, cameraId) => calls.push([at, cameraId])));
  return { at: result.current, calls };
}

afterEach(cleanup);

describe('a wall that is opened for one camera', () => {
  it.each([
    ['shows the tile that has it', '#/wall/c', { at: 2, calls: [] }],
    ['calls it up where it has no tile', '#/wall/somewhere-else', { at: 0, calls: [[0, 'somewhere-else']] }],
    ['is as ever without one', '#/wall', { at: null, calls: [] }],
  ])('%s', (_, hash, expected) => {
    expect(opened(hash)).toEqual(expected);
  });
});
