import type { SceneZone } from '../../../traffic/scene/scene.ts';
import type { Projection } from '../../film/projection.ts';
import type { GroundPoint } from '../../scene.ts';
import { crossings } from '../crossings.ts';
import {
  busStop,
  crossRoad as c,
  motorway as m,
  northKerbYM,
  sideRoad,
  southKerbYM,
  stopLine,
  street as s,
} from '../measures.ts';
import { rectangle } from '../rectangle.ts';
import { outlineInPicture } from './inPicture.ts';

interface GroundZone {
  readonly id: string;
  readonly kind: SceneZone['kind'];
  readonly outline: readonly GroundPoint[];
}

const exitBesideM = m.auxiliaryCentreM + m.laneWidthM / 2;
const shoulder = (from: number, to: number, yM: number) =>
  rectangle(from, to, Math.sign(yM) * m.outerEdgeM, Math.sign(yM) * (m.outerEdgeM + m.shoulderM));

const zones: readonly GroundZone[] = [
  { id: 'eastbound', kind: 'carriageway', outline: rectangle(m.fromXM, m.toXM, -m.outerEdgeM, -m.innerEdgeM) },
  { id: 'westbound', kind: 'carriageway', outline: rectangle(m.fromXM, m.toXM, m.innerEdgeM, m.outerEdgeM) },
  { id: 'exit', kind: 'carriageway', outline: rectangle(m.exitFromXM, m.exitToXM, -exitBesideM, -m.outerEdgeM) },
  { id: 'shoulder-east', kind: 'hard-shoulder', outline: shoulder(m.fromXM, m.exitFromXM - 30, -1) },
  { id: 'shoulder-west', kind: 'hard-shoulder', outline: shoulder(m.fromXM, m.toXM, 1) },
  { id: 'street', kind: 'carriageway', outline: rectangle(s.fromXM, s.toXM, southKerbYM, northKerbYM) },
  {
    id: 'cross-road-south',
    kind: 'carriageway',
    outline: rectangle(c.middleXM - c.kerbM, c.middleXM + c.kerbM, c.southYM, southKerbYM),
  },
  {
    id: 'cross-road-north',
    kind: 'carriageway',
    outline: rectangle(c.middleXM - c.kerbM, c.middleXM + c.kerbM, northKerbYM, -92),
  },
  {
    id: 'side-road',
    kind: 'carriageway',
    outline: rectangle(
      sideRoad.middleXM - sideRoad.kerbM,
      sideRoad.middleXM + sideRoad.kerbM,
      sideRoad.southYM,
      southKerbYM,
    ),
  },
  {
    id: 'junction',
    kind: 'junction-box',
    outline: rectangle(
      c.middleXM - stopLine.streetM,
      c.middleXM + stopLine.streetM,
      s.middleYM - stopLine.crossRoadM,
      s.middleYM + stopLine.crossRoadM,
    ),
  },
  // Buses stand here by right; nothing else has to.
  {
    id: 'bus-stop',
    kind: 'parking',
    outline: rectangle(busStop.xM - 18, busStop.xM + 6, southKerbYM, southKerbYM + 4.9),
  },
  ...crossings.map(({ id, from, to, widthM }): GroundZone => {
    const half = widthM / 2;
    const isAlongX = from.yM === to.yM;
    const outline = isAlongX
      ? rectangle(from.xM, to.xM, from.yM - half, from.yM + half)
      : rectangle(from.xM - half, from.xM + half, from.yM, to.yM);
    return { id: `crossing-${id}`, kind: 'crossing', outline };
  }),
];

/** Those zones of the site that a camera sees. */
export function demoZones(projection: Projection): SceneZone[] {
  return zones.flatMap(({ id, kind, outline }) => {
    const inPicture = outlineInPicture(projection, outline);
    return inPicture ? [{ id, name: id.replaceAll('-', ' '), kind, outline: inPicture }] : [];
  });
}
