import { AppError } from '../../base/error.ts';
import type { BodyInPicture, CameraFault, CameraPose, Light, Scenery, SceneInstant } from '../scene.ts';
import { createBodyShop } from './bodies/bodyMesh.ts';
import { disturb } from './faults.ts';
import { frameFor } from './frame.ts';
import { lightingOf } from './lighting.ts';
import type { Projection } from './projection.ts';
import { type View, viewFrom } from './view.ts';

/** Films one scenery from one place in one light. The same instants give the same pictures. */
export interface FilmCamera {
  readonly projection: Projection;
  /**
   * Writes the picture, RGB, row by row; tells where its bodies are. With a fault the boxes are those of the picture that
   * is shown: a frozen camera's stay, a moved camera's move; cover, blur and darkness leave them.
   * @throws AppError `invalid-argument` when `rgb` has not 3 bytes for every pixel
   */
  render(instant: SceneInstant, rgb: Uint8Array, fault?: CameraFault): BodyInPicture[];
}

/**
 * @param frame working memory; cameras of one picture size that film in turn may share it
 * @throws AppError `invalid-argument` for an impossible pose
 */
export function createFilmCamera(
  scenery: Scenery,
  pose: CameraPose,
  light: Light,
  seed: number,
  frame = frameFor(pose.size.width, pose.size.height),
): FilmCamera {
  const { width, height } = pose.size;
  const lighting = lightingOf(light);
  const bodyShop = createBodyShop();
  const straight = viewFrom(scenery, pose, lighting, seed, frame);
  let moved: { key: string; view: View } | null = null;
  let last: { rgb: Uint8Array; bodies: BodyInPicture[] } | null = null;

  return {
    projection: straight.shot.projection,
    render(instant, rgb, fault) {
      if (rgb.length !== 3 * width * height)
        throw new AppError(
          'invalid-argument',
          `A picture of ${width} x ${height} needs ${3 * width * height} bytes, not ${rgb.length}.`,
        );
      if (fault?.kind === 'frozen' && last) {
        rgb.set(last.rgb);
        return last.bodies;
      }
      let view = straight;
      if (fault?.kind === 'moved') {
        const key = `${fault.panRad} ${fault.tiltRad}`;
        if (moved?.key !== key) {
          const turned = { ...pose, panRad: pose.panRad + fault.panRad, tiltRad: pose.tiltRad + fault.tiltRad };
          moved = { key, view: viewFrom(scenery, turned, lighting, seed, frame) };
        }
        view = moved.view;
      }
      const bodies = view.take(instant, bodyShop, (seed * 7919 + Math.round(instant.timeMs)) | 0, rgb);
      if (fault) disturb(rgb, width, height, fault);
      last ??= { rgb: new Uint8Array(rgb.length), bodies };
      last.rgb.set(rgb);
      last.bodies = bodies;
      return bodies;
    },
  };
}
