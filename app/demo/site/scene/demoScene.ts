import { sceneSchema, sceneSchemaVersion, type Scene, type SceneLane } from '../../../traffic/scene/scene.ts';
import { type Projection, projectionOf } from '../../film/projection.ts';
import { type DemoCamera, demoCameraViews, type GroundLine } from '../demoCameras.ts';
import type { Lane } from '../lane.ts';
import { signalHeads } from '../signalPosts.ts';
import { demoSite } from '../site.ts';
import { demoCalibration } from './demoCalibration.ts';
import { demoZones } from './demoZones.ts';
import { courseInPicture, isInPicture, rounded } from './inPicture.ts';

/** The site is nowhere on earth: its origin lies where the equator meets Greenwich, in the sea. */
const geo = { latDeg: 0, lonDeg: 0, yBearingDeg: 0 };

const sceneKindOf = {
  motorway: 'driving',
  street: 'driving',
  auxiliary: 'ramp',
  ramp: 'ramp',
  turn: 'turn',
  cycle: 'cycle',
} as const satisfies Record<Lane['kind'], SceneLane['kind']>;

/** What a demo camera looks at, drawn on its picture; `null` for an unknown name. */
export function demoSceneOf(cameraName: string): Scene | null {
  const camera = demoCameraViews.find(({ pose }) => pose.name === cameraName);
  return camera ? sceneOf(camera) : null;
}

function sceneOf({ pose, lines }: DemoCamera): Scene {
  const projection = projectionOf(pose);
  const lanes = demoSite.lanes.flatMap((lane) => sceneLane(projection, lane) ?? []);
  const stops = lanes.flatMap(({ id }) => stopOf(projection, demoSite.lane(id)) ?? []);
  const heads = new Map(stops.flatMap(({ head }) => (head ? [[head.id, head]] : [])));
  return sceneSchema.parse({
    schemaVersion: sceneSchemaVersion,
    picture: pose.size,
    calibration: demoCalibration(projection),
    geo,
    lanes,
    zones: demoZones(projection),
    lines: lines.map((line) => imageLine(projection, line)),
    stopLines: stops.map(({ line }) => line),
    signalHeads: [...heads.values()],
  });
}

function sceneLane(projection: Projection, { id, kind, path, widthM, speedLimitMps }: Lane): SceneLane | null {
  const course = courseInPicture(projection, path.points);
  if (!course) return null;
  return {
    id,
    name: id.replaceAll('-', ' '),
    kind: sceneKindOf[kind],
    course,
    widthM,
    limitKmh: Math.round(speedLimitMps * 3.6),
    solidLeft: false,
    solidRight: false,
  };
}

function imageLine(projection: Projection, { name, from, to }: GroundLine) {
  const [a, b] = [projection.imageOf(from), projection.imageOf(to)];
  if (!a || !b) throw new Error(`camera ${projection.pose.name} has its line ${name} behind it`);
  return { id: name, name, from: rounded(a), to: rounded(b) };
}

/** The stop line at the end of a lane, and the signal that holds it. */
function stopOf(projection: Projection, lane: Lane) {
  const { control, path, widthM, id } = lane;
  if (!control) return null;
  const end = { xM: 0, yM: 0 };
  const before = { xM: 0, yM: 0 };
  path.pointAt(path.lengthM, end);
  path.pointAt(path.lengthM - 1, before);
  if (!isInPicture(projection, end)) return null;
  const [alongX, alongY] = [end.xM - before.xM, end.yM - before.yM];
  const side = (leftM: number) => ({ xM: end.xM - alongY * leftM, yM: end.yM + alongX * leftM });
  // Traffic crosses a stop line forward, from its left to its right: it is drawn from the driver's right to his left.
  const [from, to] = [projection.imageOf(side(-widthM / 2)), projection.imageOf(side(widthM / 2))];
  if (!from || !to) return null;
  const line = { id: `stop-${id}`, name: `stop ${id.replaceAll('-', ' ')}`, from: rounded(from), to: rounded(to) };
  if (control.kind === 'stop-sign') return { line: { ...line, control: { kind: 'stop-sign' as const } }, head: null };
  const head = headOf(projection, control.group, Math.round(alongX), Math.round(alongY));
  return head && { line: { ...line, control: { kind: 'signal' as const, signalHeadId: head.id } }, head };
}

/** Half the housing, metres. */
const [halfWideM, halfTallM] = [0.2, 0.5];

/** The head of a group that faces traffic in this direction; one that the camera sees the face of, if there is one. */
function headOf(projection: Projection, group: string, alongX: number, alongY: number) {
  const facing = signalHeads.filter(
    ({ id, headingRad }) =>
      id.split('@')[0]!.replace('.arm', '') === group &&
      Math.round(Math.cos(headingRad)) === -alongX &&
      Math.round(Math.sin(headingRad)) === -alongY,
  );
  for (const head of facing) {
    const sees =
      Math.cos(head.headingRad) * projection.forward[0] + Math.sin(head.headingRad) * projection.forward[1] < -0.5;
    if (!sees || !isInPicture(projection, head, head.zM + halfTallM)) continue;
    const corner = (leftM: number, zM: number) =>
      projection.imageOf(
        { xM: head.xM - Math.sin(head.headingRad) * leftM, yM: head.yM + Math.cos(head.headingRad) * leftM },
        head.zM + zM,
      )!;
    const outline = [
      corner(halfWideM, halfTallM),
      corner(-halfWideM, halfTallM),
      corner(-halfWideM, -halfTallM),
      corner(halfWideM, -halfTallM),
    ].map(rounded);
    return { id: head.id, name: `signal ${head.id}`, outline, source: 'picture' as const };
  }
  const [first] = facing;
  return first ? { id: first.id, name: `signal ${first.id}`, outline: null, source: 'external' as const } : null;
}
