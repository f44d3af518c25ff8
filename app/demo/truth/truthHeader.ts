import type { Matrix3 } from '../../space/matrix3.ts';
import { type Projection, projectionOf } from '../film/projection.ts';
import type { CameraPose, GroundPoint } from '../scene.ts';
import type { GroundLine } from '../site/demoCameras.ts';
import { rounded } from './rounded.ts';
import { type TruthCamera, type TruthHeader, type TruthLine, truthSchemaVersion } from './truthRecords.ts';

/** What was simulated and who filmed it. */
export interface Recording {
  readonly seed: number;
  readonly scenarios: readonly string[];
  readonly startHour: number;
  readonly light: string;
  readonly stepMs: number;
  readonly steps: number;
  readonly boxesFrom: TruthHeader['boxesFrom'];
  readonly lanes: TruthHeader['lanes'];
  readonly cameras: readonly RecordedCamera[];
}

export interface RecordedCamera {
  readonly pose: CameraPose;
  readonly lines: readonly GroundLine[];
  readonly film: string | null;
}

/** @throws AppError `invalid-argument` for a camera that cannot stand like that */
export function truthHeader({ cameras, scenarios, ...recording }: Recording): TruthHeader {
  const filmed = cameras.map((camera) => ({ camera, projection: projectionOf(camera.pose) }));
  return {
    record: 'header',
    schemaVersion: truthSchemaVersion,
    ...recording,
    scenarios: [...scenarios],
    countingLines: filmed.flatMap(({ camera, projection }) => camera.lines.map((line) => truthLine(line, projection))),
    cameras: filmed.map(({ camera, projection }) => truthCamera(camera, projection)),
  };
}

function truthCamera({ pose, lines, film }: RecordedCamera, projection: Projection): TruthCamera {
  const { name, size, horizontalFovRad: _fov, k1, ...place } = pose;
  return {
    name,
    pose: place,
    size,
    intrinsics: { focalPx: projection.focalPx, cxPx: size.width / 2, cyPx: size.height / 2, k1 },
    imageFromGround: rowsOf(projection.imageFromGround),
    groundFromImage: rowsOf(projection.groundFromImage),
    film,
    analyseArguments: lines.flatMap((line) => ['--line', lineArgument(line, projection)]),
  };
}

/**
 * `its analyse` follows the centres of boxes, which are above the road: over the ground line they would be counted
 * where they have not come to it, or pass beside its end. The line lifted by half the height of a car is right for most.
 */
const liftM = 0.75;

function lineArgument({ name, from, to }: GroundLine, projection: Projection): string {
  const [a, b] = [imageOf(projection, name, from, liftM), imageOf(projection, name, to, liftM)];
  return `${name}=${[a.x, a.y, b.x, b.y].map((pixels) => rounded(pixels, 1)).join(',')}`;
}

function truthLine({ name, from, to }: GroundLine, projection: Projection): TruthLine {
  return {
    name,
    camera: projection.pose.name,
    onGround: { from: { xM: from.xM, yM: from.yM }, to: { xM: to.xM, yM: to.yM } },
    inImage: { from: imageOf(projection, name, from, 0), to: imageOf(projection, name, to, 0) },
  };
}

function imageOf(projection: Projection, line: string, place: GroundPoint, zM: number): { x: number; y: number } {
  const image = projection.imageOf(place, zM);
  if (!image) throw new Error(`camera ${projection.pose.name} has its counting line ${line} behind it`);
  return { x: rounded(image.x, 2), y: rounded(image.y, 2) };
}

function rowsOf(matrix: Matrix3): TruthCamera['imageFromGround'] {
  // `+ 0` makes 0 of -0, which JSON does not know.
  const [a, b, c, d, e, f, g, h, i] = matrix.map((value) => value + 0) as unknown as Matrix3;
  return [
    [a, b, c],
    [d, e, f],
    [g, h, i],
  ];
}
