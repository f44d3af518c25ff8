import type { GroundPoint, Scenery } from '../scene.ts';
import { busStop, crossRoad as c, motorway as m, sideRoad, street as s } from './measures.ts';
import { Path } from './path.ts';
import { rectangle } from './rectangle.ts';
import { demoSite } from './site.ts';

type Surface = Scenery['surfaces'][number];

/** The strip between two parallels of a course. */
function stripAlong(path: Path, leftM: number, rightM: number): GroundPoint[] {
  return [...path.beside(leftM), ...path.beside(rightM).toReversed()];
}

/** A quarter of asphalt that rounds off a kerb's corner. */
function corner(xM: number, yM: number, sideX: 1 | -1, sideY: 1 | -1, radiusM: number): GroundPoint[] {
  const arc = Array.from({ length: 9 }, (_, i) => {
    const rad = (i / 8) * (Math.PI / 2);
    return {
      xM: xM + sideX * radiusM * (1 - Math.sin(rad)),
      yM: yM + sideY * radiusM * (1 - Math.cos(rad)),
    };
  });
  return [{ xM, yM }, ...arc];
}

const edgeM = m.outerEdgeM + m.shoulderM;
const [west, east] = [c.middleXM - c.kerbM, c.middleXM + c.kerbM];
const [south, north] = [s.middleYM - s.kerbM, s.middleYM + s.kerbM];
const pavementSouthYM = south - s.pavementM;
const pavementNorthYM = north + s.pavementM;

const motorwaySurfaces: Surface[] = [
  { material: 'gravel', outline: rectangle(m.fromXM - 60, m.toXM + 60, -edgeM - 1.2, edgeM + 1.2) },
  { material: 'asphalt', outline: rectangle(m.fromXM - 60, m.toXM + 60, -edgeM, edgeM) },
  { material: 'gravel', outline: rectangle(m.fromXM - 60, m.toXM + 60, -1.6, 1.6) },
  { material: 'asphalt', outline: rectangle(m.exitFromXM - 60, m.exitToXM + 20, -m.auxiliaryCentreM - 4.6, -edgeM) },
  { material: 'asphalt', outline: rectangle(m.entryFromXM - 20, m.entryToXM + 70, -m.auxiliaryCentreM - 4.6, -edgeM) },
];

const rampSurfaces: Surface[] = ['exit-ramp', 'exit-bend', 'entry-bend', 'entry-ramp'].flatMap((id) => {
  const { path } = demoSite.lane(id);
  return [
    { material: 'gravel', outline: stripAlong(path, 4, -4.6) },
    { material: 'asphalt', outline: stripAlong(path, 3, -3.6) },
  ] as const;
});

const pavements: Surface[] = [
  { material: 'paving', outline: rectangle(s.fromXM - 60, s.toXM + 60, pavementSouthYM, pavementNorthYM) },
  { material: 'paving', outline: rectangle(west - 3, east + 3, c.southYM - 40, south) },
  { material: 'paving', outline: rectangle(west - 3, east + 3, north, -86) },
  {
    material: 'paving',
    outline: rectangle(sideRoad.middleXM - 6, sideRoad.middleXM + 6, sideRoad.southYM - 40, pavementSouthYM),
  },
];

const roads: Surface[] = [
  { material: 'asphalt', outline: rectangle(s.fromXM - 60, s.toXM + 60, south, north) },
  { material: 'asphalt', outline: rectangle(west, east, c.southYM - 40, -84) },
  {
    material: 'asphalt',
    outline: rectangle(
      sideRoad.middleXM - sideRoad.kerbM,
      sideRoad.middleXM + sideRoad.kerbM,
      sideRoad.southYM - 40,
      south,
    ),
  },
  { material: 'asphalt', outline: corner(west, north, -1, 1, 5) },
  { material: 'asphalt', outline: corner(east, north, 1, 1, 5) },
  { material: 'asphalt', outline: corner(west, south, -1, -1, 5) },
  { material: 'asphalt', outline: corner(east, south, 1, -1, 5) },
  { material: 'asphalt', outline: corner(sideRoad.middleXM - sideRoad.kerbM, south, -1, -1, 5) },
  { material: 'asphalt', outline: corner(sideRoad.middleXM + sideRoad.kerbM, south, 1, -1, 5) },
  { material: 'concrete', outline: rectangle(busStop.xM - 18, busStop.xM + 6, south + 1.7, south + 4.9) },
];

const plots: Surface[] = [
  { material: 'paving', outline: rectangle(1060, 1130, pavementNorthYM, pavementNorthYM + 34) },
  { material: 'gravel', outline: rectangle(880, 940, pavementSouthYM - 30, pavementSouthYM) },
  { material: 'earth', outline: rectangle(560, 640, pavementNorthYM, pavementNorthYM + 40) },
];

/** Ground of the site, later pieces over earlier ones. */
export const groundSurfaces: readonly Surface[] = [
  ...plots,
  ...motorwaySurfaces,
  ...rampSurfaces,
  ...pavements,
  ...roads,
];
