import { AppError } from '../base/error.ts';
import type { Camera } from '../camera/camera.ts';

/** The sentences every implementation of the stores refuses with, so that an operator reads the same from each. */
export const refusals = {
  noCamera: () => new AppError('not-found', 'This camera does not exist any more. Reload the list of cameras.'),
  noModel: () => new AppError('not-found', 'This model does not exist any more. Reload the list of models.'),
  noWall: () => new AppError('not-found', 'This wall does not exist any more. Reload the list of walls.'),
  noCameraOnWall: () =>
    new AppError('not-found', 'The wall shows a camera that does not exist any more. Place it anew.'),
  numberTaken: (number: number, by: Pick<Camera, 'name'>) =>
    new AppError('already-exists', `Number ${number} belongs to "${by.name}" already. Choose another number.`),
  newerScene: () =>
    new AppError('aborted', 'Another version of this scene was saved meanwhile. Load it and make your change again.'),
  newerRules: () =>
    new AppError('aborted', 'Other rules of the site were saved meanwhile. Look at them, then make your change again.'),
  noIncident: () => new AppError('not-found', 'This incident does not exist any more. Reload the list of incidents.'),
  entryOfAnother: () =>
    new AppError('invalid-argument', 'An entry names another incident. Save each incident with its own entries.'),
  badOrder: () =>
    new AppError('invalid-argument', 'The new order must name every camera once. Reload the list of cameras.'),
};
