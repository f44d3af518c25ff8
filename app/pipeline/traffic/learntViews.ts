import { toAppError } from '../../base/error.ts';
import type { LearntView } from '../../contracts/vision.ts';
import type { StationPorts } from '../station/ports.ts';

/** Keeps how a camera's view looks with its scene. The vision process tells it again, so that a failure costs minutes. */
export function keepLearntView({ stores, log }: Pick<StationPorts, 'stores' | 'log'>, view: LearntView): void {
  const { cameraId, sceneVersion, bytes } = view;
  try {
    stores.scenes.saveView(cameraId, sceneVersion, bytes);
  } catch (thrown) {
    const problem = toAppError(thrown).message;
    log.log('warn', "what a camera's view looks like could not be kept", { cameraId, problem });
  }
}
