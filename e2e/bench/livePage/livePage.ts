import { LiveTile } from '../../../renderer/live/liveTile.ts';
import { LiveView } from '../../../renderer/live/liveView.ts';
import { makeDecodeWorker } from '../../../renderer/live/makeDecodeWorker.ts';
import { linkAddress } from '../../../renderer/bridge/openLink.ts';
import { pageClock } from '../../../renderer/bridge/pageClock.ts';
import { playFragments } from './fragments.ts';

/**
 * One page for every way of showing the same clip: `?way=video|live|mse&tiles=4&cameras=plain&overlay=1&hold=1`. Over `/control` the bench sends the
 * next query, or asks for what was counted since it last asked.
 */
export interface BenchCounts {
  readonly framesShown: number;
  readonly exactOverlays: number;
  /** Chunk in the page to frame on the screen, ms. */
  readonly shownAfterMs: readonly number[];
  readonly delayMs: readonly number[];
}

const wanted = new URLSearchParams(window.location.search);
const way = wanted.get('way');
const tiles = Number(wanted.get('tiles') ?? 4);
const main = document.querySelector('main');
if (!main) throw new Error('the bench page has no <main>');

function places(): { video: HTMLVideoElement; canvas: HTMLCanvasElement }[] {
  return Array.from({ length: tiles }, () => {
    const tile = document.createElement('div');
    tile.className = 'tile';
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    const canvas = document.createElement('canvas');
    tile.append(video, ...(wanted.get('overlay') === '1' ? [canvas] : []));
    main?.append(tile);
    return { video, canvas };
  });
}

function showVideo(): () => BenchCounts {
  const shown = places().map(({ video }) => {
    video.src = '/clip.mp4';
    video.loop = true;
    return countFrames(video);
  });
  return () => ({
    framesShown: sum(shown.map((count) => count())),
    exactOverlays: 0,
    shownAfterMs: [],
    delayMs: [],
  });
}

/** Frames that came to the screen since the last call; watching costs the same on every way. */
function countFrames(video: HTMLVideoElement): () => number {
  let frames = 0;
  const watch = (): void => {
    video.requestVideoFrameCallback(() => {
      frames++;
      watch();
    });
  };
  watch();
  return () => {
    const counted = frames;
    frames = 0;
    return counted;
  };
}

function showLive(): () => BenchCounts {
  const view = new LiveView({
    clock: pageClock,
    random: Math.random,
    makeWorker: makeDecodeWorker,
    linkAddress: () => linkAddress('video'),
    policy: { firstMs: 500, maxMs: 500, jitter: 0, resetAfterMs: 1000 },
    silentAfterMs: 5000,
  });
  view.present(wanted.get('hold') === '1' ? 'exactBoxes' : 'lowLatency');
  const shown = places().map((elements, index) => {
    const style = { className: () => 'car', labels: true, tails: true };
    const tile = new LiveTile(`${wanted.get('cameras') ?? 'plain'}-${index}`, elements, style, pageClock);
    view.add(tile).setVisible(true);
    return tile;
  });
  const before = { framesShown: 0, exactOverlays: 0 };
  return () => {
    const framesShown = sum(shown.map((tile) => tile.counts.framesShown));
    const exactOverlays = sum(shown.map((tile) => tile.counts.exactOverlays));
    const since = {
      framesShown: framesShown - before.framesShown,
      exactOverlays: exactOverlays - before.exactOverlays,
      shownAfterMs: shown.flatMap((tile) => tile.counts.shownAfterMs.splice(0)),
      delayMs: shown.map((tile) => tile.view().delayMs),
    };
    Object.assign(before, { framesShown, exactOverlays });
    return since;
  };
}

function showMse(): () => BenchCounts {
  const players = places().map(({ video }) => playFragments(video));
  return () => ({
    framesShown: sum(players.map((player) => player.framesShown())),
    exactOverlays: 0,
    shownAfterMs: players.flatMap((player) => player.shownAfterMs.splice(0)),
    delayMs: [],
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function obey(counts: () => BenchCounts): void {
  const control = new WebSocket(`ws://${window.location.host}/control`);
  control.addEventListener('message', ({ data }: MessageEvent<string>) => {
    if (data === 'counts') control.send(JSON.stringify(counts()));
    else window.location.search = data;
  });
}

obey(way === 'video' ? showVideo() : way === 'mse' ? showMse() : showLive());
