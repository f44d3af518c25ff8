import { AppError } from '../../base/error.ts';
import type { LightName } from '../film/lightOf.ts';
import { parseScenarios } from '../simulation/knownScenarios.ts';
import type { Scenario } from '../simulation/scenario.ts';

/**
 * Scenarios as typed, for a film of this length, these cameras and, if it was asked for, this light.
 * @throws AppError `invalid-argument` with one sentence when a scenario is not known, or would not be in the film
 */
export function plannedScenarios(
  text: string,
  film: { readonly lengthMs: number; readonly cameras: readonly string[]; readonly light: LightName | undefined },
): Scenario[] {
  const scenarios = parseScenarios(text);
  for (const { name, startS, action } of scenarios) {
    if (startS * 1000 >= film.lengthMs) {
      throw refusal(
        `The scenario "${name}" begins at ${startS} s, the film ends at ${film.lengthMs / 1000} s; make it longer.`,
      );
    }
    if (action.kind === 'camera-fault' && !film.cameras.includes(action.camera)) {
      throw refusal(
        `The scenario "${name}" concerns the camera ${action.camera}, which is not filmed; add it to --cameras.`,
      );
    }
    if (action.kind === 'light' && film.light !== undefined) {
      throw refusal(`The scenario "${name}" and --light ${film.light} contradict each other; leave one of them out.`);
    }
  }
  return scenarios;
}

function refusal(text: string): AppError {
  return new AppError('invalid-argument', text);
}
