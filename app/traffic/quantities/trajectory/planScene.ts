import { AppError } from '../../../base/error.ts';
import type { Point } from '../../../space/box.ts';
import type { GroundPoint } from '../../../space/ground.ts';
import { CompiledScene } from '../../scene/compiledScene.ts';
import { type Scene, sceneSchema, sceneSchemaVersion } from '../../scene/scene.ts';

/** A scene seen from straight above, and where its places lie in that picture. */
export interface Plan {
  readonly scene: CompiledScene;
  imageOf(ground: GroundPoint): Point;
}

const finestM = 0.05;
const marginM = 20;
const widestPx = 16_000;
const widestM = 5000;

/**
 * The lanes, lines and sections of a scene as a plan of the road that holds some places too. Trajectories in metres are
 * so measured alike wherever they are, also where the camera that the scene was drawn for sees little.
 * @throws AppError `invalid-argument` for a scene without calibration, or with lines that are not on the road
 */
export function planOf(drawn: Scene, places: readonly GroundPoint[]): Plan {
  const { plane } = new CompiledScene(drawn);
  if (!plane) {
    const sentence =
      'The scene has no calibration, which says where its picture lies in the metres of the trajectories.';
    throw new AppError('invalid-argument', sentence);
  }
  const onGround = (name: string, points: readonly Point[]): GroundPoint[] =>
    points.map((point) => {
      const ground = plane.groundOf(point);
      if (!ground) throw new AppError('invalid-argument', `"${name}" reaches above the horizon. Draw it on the road.`);
      return ground;
    });
  const lanes = drawn.lanes.map((lane) => ({ ...lane, course: onGround(lane.name, lane.course) }));
  const ends = <Line extends Scene['lines'][number]>(line: Line) => {
    const [from, to] = onGround(line.name, [line.from, line.to]);
    return { ...line, from: from!, to: to! };
  };
  const [lines, stopLines] = [drawn.lines.map(ends), drawn.stopLines.map(ends)];
  const all = [
    ...places,
    ...lanes.flatMap(({ course }) => course),
    ...[...lines, ...stopLines].flatMap(({ from, to }) => [from, to]),
  ];
  const bounds = boundsOf(all);
  if (Math.max(bounds.widthM, bounds.heightM) > widestM) {
    const sentence =
      'The trajectories lie kilometres away from the road of the scene. Calibrate the scene in the metres of the trajectories.';
    throw new AppError('invalid-argument', sentence);
  }
  const metresPerPixel = Math.max(finestM, (Math.max(bounds.widthM, bounds.heightM) + 2 * marginM) / widestPx);
  const imageOf = ({ xM, yM }: GroundPoint): Point => ({
    x: (xM - bounds.leftM + marginM) / metresPerPixel,
    y: (bounds.topM + marginM - yM) / metresPerPixel,
  });
  const [width, height] = [bounds.widthM, bounds.heightM].map((m) => Math.ceil((m + 2 * marginM) / metresPerPixel)) as [
    number,
    number,
  ];
  const corners = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ].map(([x = 0, y = 0]) => ({
    image: { x, y },
    ground: { xM: bounds.leftM - marginM + x * metresPerPixel, yM: bounds.topM + marginM - y * metresPerPixel },
  }));
  const scene = sceneSchema.parse({
    schemaVersion: sceneSchemaVersion,
    picture: { width, height },
    calibration: { method: 'points', pairs: corners, controlPoints: [], controlLengths: [], lens: null },
    lanes: lanes.map((lane) => ({ ...lane, course: lane.course.map(imageOf) })),
    lines: lines.map((line) => ({ ...line, from: imageOf(line.from), to: imageOf(line.to) })),
    stopLines: stopLines.map((line) => ({ ...line, from: imageOf(line.from), to: imageOf(line.to) })),
    signalHeads: drawn.signalHeads,
    sections: drawn.sections,
  });
  return { scene: new CompiledScene(scene), imageOf };
}

function boundsOf(places: readonly GroundPoint[]) {
  let [leftM, rightM, bottomM, topM] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { xM, yM } of places) {
    leftM = Math.min(leftM, xM);
    rightM = Math.max(rightM, xM);
    bottomM = Math.min(bottomM, yM);
    topM = Math.max(topM, yM);
  }
  return { leftM, topM, widthM: rightM - leftM, heightM: topM - bottomM };
}
