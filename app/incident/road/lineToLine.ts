import type { Point } from '../../space/box.ts';
import { offsetFrom, shareAlong } from '../../traffic/countingLine.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { SceneLine } from '../../traffic/scene/scene.ts';

/** A vehicle came over a line; `fromLineId` is the one it came over before, `null` for its first. */
export interface LinePassage {
  readonly user: RoadUser;
  readonly fromLineId: string | null;
  readonly toLineId: string;
}

/** Which of some lines vehicles come over, one after the other. */
export class LineToLine {
  readonly #lines: readonly SceneLine[];
  readonly #ways = new Map<number, { lineId: string | null; foot: Point }>();

  constructor(lines: readonly SceneLine[]) {
    this.#lines = lines;
  }

  step({ users, ended }: RoadView): LinePassage[] {
    for (const trackId of ended) this.#ways.delete(trackId);
    const passages: LinePassage[] = [];
    if (this.#lines.length === 0) return passages;
    for (const user of users) {
      if (user.group !== 'vehicle') continue;
      const way = this.#ways.get(user.trackId);
      if (!way) {
        this.#ways.set(user.trackId, { lineId: null, foot: user.footInImage });
        continue;
      }
      const line = this.#lines.find((one) => isCrossed(one, way.foot, user.footInImage));
      way.foot = user.footInImage;
      if (!line) continue;
      passages.push({ user, fromLineId: way.lineId, toLineId: line.id });
      way.lineId = line.id;
    }
    return passages;
  }
}

function isCrossed(line: SceneLine, a: Point, b: Point): boolean {
  const [before, after] = [offsetFrom(line, a), offsetFrom(line, b)];
  if (before === after || before > 0 === after > 0) return false;
  const share = before / (before - after);
  const along = shareAlong(line, { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
  return along >= 0 && along <= 1;
}
