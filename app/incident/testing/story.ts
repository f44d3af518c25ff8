import type { Box } from '../../space/box.ts';
import { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { type Scene, sceneSchema } from '../../traffic/scene/scene.ts';
import { roadUserGroupOf } from '../../traffic/road/roadUserGroup.ts';
import type { PictureCondition, RoadUser, RoadView, SignalState, StaticObject } from '../../traffic/road/roadUser.ts';
import type { Finding, Rule } from '../rule.ts';

/** Ten pixels are a metre; y of the ground goes up the picture. The road is 200 m long and seen from straight above. */
const pxPerM = 10;
const picture = { width: 2000, height: 1000 };

export function px(xM: number, yM: number): { x: number; y: number } {
  return { x: xM * pxPerM, y: picture.height - yM * pxPerM };
}

const pair = (xM: number, yM: number) => ({ image: px(xM, yM), ground: { xM, yM } });

/** An outline from corner to corner, metres. */
export function area(fromXM: number, fromYM: number, toXM: number, toYM: number) {
  return [px(fromXM, fromYM), px(toXM, fromYM), px(toXM, toYM), px(fromXM, toYM)];
}

/** Two lanes east (south lane `right`, north lane `left`) on one carriageway; limit 100 km/h. */
export function toyScene(more: Partial<Scene> = {}): CompiledScene {
  const lane = (id: string, yM: number) => ({
    ...{ id, name: id, kind: 'driving' as const, widthM: 3.5, limitKmh: 100 },
    course: [px(0, yM), px(200, yM)],
  });
  return new CompiledScene(
    sceneSchema.parse({
      ...{ schemaVersion: 1, picture, lanes: [lane('right', 50), lane('left', 53.5)] },
      calibration: {
        method: 'points',
        pairs: [pair(10, 10), pair(190, 10), pair(190, 90), pair(10, 90)],
        controlPoints: [pair(50, 50), pair(150, 50)],
        controlLengths: [],
      },
      zones: [{ id: 'road', name: 'road', kind: 'carriageway', outline: area(0, 48.25, 200, 55.25) }],
      ...more,
    }),
  );
}

/** A road user as a story tells it; what is left out is that of a car that drives on. */
export interface Sketch {
  readonly trackId: number;
  readonly xM: number;
  readonly yM: number;
  readonly className?: string;
  readonly speedMps?: number;
  readonly headingRad?: number;
  readonly accelerationMps2?: number;
  readonly stillSinceS?: number;
  readonly hasMoved?: boolean;
  readonly score?: number;
  readonly noMotion?: boolean;
  readonly isFootSeen?: boolean;
  /** When it leapt last. */
  readonly leaptS?: number;
  readonly widthM?: number;
  /** Of its box above its foot point, metres. */
  readonly heightM?: number;
  /** How far the lower edge of its box lies above its foot point, metres. */
  readonly hiddenM?: number;
}

export interface Moment {
  readonly users: readonly Sketch[];
  readonly ended?: readonly number[];
  readonly signals?: Readonly<Record<string, SignalState>>;
  readonly picture?: PictureCondition;
  readonly staticObjects?: readonly StaticObject[];
}

/** Stories begin at this wall time: a Monday, 8:00 local time. */
export const storyAtMs = new Date(2026, 4, 4, 8).getTime();

export function viewAt(scene: CompiledScene, s: number, moment: Moment): RoadView {
  const { users, ended = [], signals = {}, ...more } = moment;
  return {
    ...more,
    ...{ cameraId: 'toy', atMs: storyAtMs + Math.round(s * 1000), scene, ended },
    users: users.map((sketch) => userOf(scene, sketch)),
    signals: new Map(Object.entries(signals)),
  };
}

function userOf(scene: CompiledScene, sketch: Sketch): RoadUser {
  const { trackId, xM, yM, className = 'car', stillSinceS, hasMoved = true, noMotion = false } = sketch;
  const { speedMps = 25, headingRad = 0, accelerationMps2 = 0, isFootSeen = true } = sketch;
  const { widthM = 4, heightM = 1.6, hiddenM = 0, leaptS, score = 0.9 } = sketch;
  const foot = px(xM, yM);
  const boxInImage: Box = {
    cx: foot.x,
    cy: foot.y - (hiddenM + heightM / 2) * pxPerM,
    w: widthM * pxPerM,
    h: heightM * pxPerM,
  };
  const isStill = stillSinceS !== undefined;
  return {
    ...{ trackId, className, boxInImage, hasMoved, score },
    group: roadUserGroupOf(className),
    firstAtMs: storyAtMs,
    footInImage: foot,
    isFootSeen,
    leaptAtMs: leaptS === undefined ? null : storyAtMs + leaptS * 1000,
    ground: { xM, yM },
    motion: noMotion ? null : { speedMps: isStill ? 0 : speedMps, speedErrorMps: 0.2, headingRad, accelerationMps2 },
    inLane: scene.laneAt({ xM, yM }),
    zones: scene.zonesAt(foot),
    stillSinceAtMs: isStill ? storyAtMs + stillSinceS * 1000 : null,
  };
}

/** A story at so many frames a second, from 0 until `untilS`. */
export function* views(
  scene: CompiledScene,
  untilS: number,
  tell: (s: number) => Moment,
  hz = 10,
): Generator<RoadView> {
  for (let frame = 0; frame / hz <= untilS; frame++) yield viewAt(scene, frame / hz, tell(frame / hz));
}

export interface Told {
  /** Seconds of the story; `null`: never. */
  readonly firstS: number | null;
  readonly lastS: number | null;
  readonly first: readonly Finding[];
  readonly last: readonly Finding[];
}

/** What a rule makes of a story. */
export function told(rule: Rule, story: Iterable<RoadView>, settings: Record<string, unknown> = {}): Told {
  let run: ReturnType<Rule['start']> | null = null;
  let result: Told = { firstS: null, lastS: null, first: [], last: [] };
  for (const view of story) {
    run ??= rule.start(view.scene, rule.settings.parse(settings));
    const findings = run.step(view);
    if (findings.length === 0) continue;
    const s = (view.atMs - storyAtMs) / 1000;
    result = {
      firstS: result.firstS ?? s,
      lastS: s,
      first: result.firstS === null ? findings : result.first,
      last: findings,
    };
  }
  return result;
}
