import { describe, expect, it } from 'vitest';
import { CompiledScene } from '../../../traffic/scene/compiledScene.ts';
import { offsetFrom } from '../../../traffic/countingLine.ts';
import { demoCameras } from '../demoCameras.ts';
import { demoSite } from '../site.ts';
import { projectionOf } from '../../film/projection.ts';
import { demoCalibration } from './demoCalibration.ts';
import { demoSceneOf } from './demoScene.ts';

const names = demoCameras.map(({ name }) => name);

describe('the scene of a demo camera', () => {
  it.each(names)('%s: its road lies where the site says, in metres', (name) => {
    const { plane, lanes } = new CompiledScene(demoSceneOf(name)!);
    const { pairs, controlPoints } = demoCalibration(projectionOf(demoCameras.find((pose) => pose.name === name)!));
    const off = [...pairs, ...controlPoints].map(({ image, ground }) => {
      const { xM, yM } = plane!.groundOf(image)!;
      return Math.hypot(xM - ground.xM, yM - ground.yM);
    });
    expect(Math.max(...off)).toBeLessThan(0.01);
    // A tenth of a pixel in the far end of the picture is half a metre along the road, and little across it.
    const beside = lanes.flatMap(({ id, courseOnGround }) =>
      courseOnGround.points.map(({ xM, yM }) => {
        const { path } = demoSite.lane(id);
        const nearest = Math.min(
          ...Array.from({ length: Math.ceil(path.lengthM * 4) }, (_, quarter) => {
            const at = { xM: 0, yM: 0 };
            path.pointAt(quarter / 4, at);
            return Math.hypot(at.xM - xM, at.yM - yM);
          }),
        );
        return nearest;
      }),
    );
    expect(Math.max(...beside)).toBeLessThan(0.5);
  });

  it.each(names)('%s: traffic comes to its stop lines in the forward direction', (name) => {
    const scene = demoSceneOf(name)!;
    for (const line of scene.stopLines) {
      const lane = scene.lanes.find(({ id }) => line.id === `stop-${id}`);
      if (!lane) continue;
      const [before] = lane.course;
      expect(offsetFrom(line, before!), line.id).toBeLessThan(0);
    }
  });

  it('has the stop lines of the junction with the signals that hold them, seen or told', () => {
    const { stopLines, signalHeads } = demoSceneOf('junction-south')!;
    expect(stopLines.map(({ id, control }) => [id, control])).toContainEqual([
      'stop-cross-north-in',
      { kind: 'signal', signalHeadId: 'cross@south' },
    ]);
    expect(signalHeads.map(({ id, source }) => [id, source])).toContainEqual(['cross@south', 'picture']);
  });

  it('is not there for a camera that the site does not have', () => {
    expect(demoSceneOf('harbour')).toBeNull();
  });
});
