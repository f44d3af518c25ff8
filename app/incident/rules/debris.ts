import { z } from 'zod';
import { type Box, footPoint } from '../../space/box.ts';
import { distanceM, type GroundPoint } from '../../space/ground.ts';
import type { RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { IncidentPlace } from '../incident.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  dwellS: dwellS(10),
  /** Pieces this close to each other are one lost load, metres. */
  togetherM: lengthM(12),
});

interface Piece {
  readonly name: string;
  readonly trackId: number | null;
  readonly boxInImage: Box;
  readonly sinceAtMs: number;
  readonly score: number;
  readonly place: IncidentPlace;
}

/** Something that lies on the road and is no road user. */
export const debris: Rule<typeof settings> = {
  name: 'debris',
  what: 'Something that is no road user lies on the carriageway for longer than the dwell.',
  settings,
  lacks: ({ lanes, scene }) =>
    lanes.length > 0 || scene.zones.some(({ kind }) => kind === 'carriageway')
      ? null
      : 'It needs a lane or a carriageway in the scene.',
  start(_scene, limits) {
    /** By piece: the first piece of the load it belongs to. */
    const loadOf = new Map<string, string>();
    return {
      step(view) {
        const lying = piecesOf(view).filter(({ sinceAtMs }) => view.atMs - sinceAtMs >= limits.dwellS * 1000);
        if (lying.length === 0) {
          loadOf.clear();
          return [];
        }
        for (const piece of lying) {
          if (loadOf.has(piece.name)) continue;
          const near = lying.find((other) => loadOf.has(other.name) && areTogether(piece, other, limits.togetherM));
          loadOf.set(piece.name, near ? loadOf.get(near.name)! : piece.name);
        }
        const loads = new Set(lying.map(({ name }) => loadOf.get(name)!));
        return [...loads].map((load) => {
          const pieces = lying.filter(({ name }) => loadOf.get(name) === load);
          return findingOf(load, pieces, view.atMs, limits.dwellS);
        });
      },
    };
  },
};

function piecesOf({ staticObjects = [], users, scene }: RoadView): Piece[] {
  const pieces = staticObjects.flatMap(({ objectId, boxInImage, sinceAtMs, score }): Piece[] => {
    const place = placeOnRoad(scene, boxInImage);
    return place ? [{ name: `object ${objectId}`, trackId: null, boxInImage, sinceAtMs, score, place }] : [];
  });
  for (const { group, stillSinceAtMs, trackId, boxInImage, score } of users) {
    if (group !== 'other' || stillSinceAtMs === null) continue;
    const place = placeOnRoad(scene, boxInImage);
    if (place) pieces.push({ name: `track ${trackId}`, trackId, boxInImage, sinceAtMs: stillSinceAtMs, score, place });
  }
  return pieces;
}

/** `null` beside the road. */
function placeOnRoad(scene: CompiledScene, box: Box): IncidentPlace | null {
  const image = footPoint(box);
  const ground: GroundPoint | null = scene.plane?.groundOf(image) ?? null;
  const inLane = ground && scene.laneAt(ground);
  const zone = scene.zonesAt(image).find(({ kind }) => kind === 'carriageway' || kind === 'junction-box');
  if (!inLane && !zone) return null;
  const laneId = inLane?.lane.id ?? null;
  return { image, ground, laneId, ...(inLane && { laneAtM: inLane.atM }), zoneId: zone?.id ?? null };
}

function areTogether(a: Piece, b: Piece, togetherM: number): boolean {
  if (a.place.ground && b.place.ground) return distanceM(a.place.ground, b.place.ground) <= togetherM;
  const reachPx = 3 * Math.max(a.boxInImage.w, b.boxInImage.w);
  return (
    Math.abs(a.boxInImage.cx - b.boxInImage.cx) <= reachPx && Math.abs(a.boxInImage.cy - b.boxInImage.cy) <= reachPx
  );
}

function findingOf(thing: string, pieces: readonly Piece[], atMs: number, leastS: number): Finding {
  const beganAtMs = Math.min(...pieces.map(({ sinceAtMs }) => sinceAtMs));
  return {
    type: 'debris',
    thing,
    severity: 'high',
    beganAtMs,
    place: pieces[0]!.place,
    trackIds: pieces.flatMap(({ trackId }) => trackId ?? []),
    confidence: Math.max(...pieces.map(({ score }) => score)),
    evidence: [
      { what: 'lying for', value: (atMs - beganAtMs) / 1000, limit: leastS, unit: 's' },
      { what: 'pieces', value: pieces.length, limit: null, unit: '' },
    ],
  };
}
