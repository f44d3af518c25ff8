import { breakdown } from './scenarios/breakdown.ts';
import { cameraBlurred } from './scenarios/camera-blurred.ts';
import { cameraCovered } from './scenarios/camera-covered.ts';
import { cameraDark } from './scenarios/camera-dark.ts';
import { cameraFrozen } from './scenarios/camera-frozen.ts';
import { cameraMoved } from './scenarios/camera-moved.ts';
import { cameraOffPreset } from './scenarios/camera-off-preset.ts';
import { collision } from './scenarios/collision.ts';
import { congestion } from './scenarios/congestion.ts';
import { cyclistOnCarriageway } from './scenarios/cyclist-on-carriageway.ts';
import { debris } from './scenarios/debris.ts';
import { illegalParking } from './scenarios/illegal-parking.ts';
import { illegalTurn } from './scenarios/illegal-turn.ts';
import { laneClosure } from './scenarios/lane-closure.ts';
import { lightDay } from './scenarios/light-day.ts';
import { lightDusk } from './scenarios/light-dusk.ts';
import { lightFog } from './scenarios/light-fog.ts';
import { lightLowSun } from './scenarios/light-low-sun.ts';
import { lightNight } from './scenarios/light-night.ts';
import { lightOvercast } from './scenarios/light-overcast.ts';
import { lightRain } from './scenarios/light-rain.ts';
import { lightShadows } from './scenarios/light-shadows.ts';
import { nearMiss } from './scenarios/near-miss.ts';
import { pedestrianOnCarriageway } from './scenarios/pedestrian-on-carriageway.ts';
import { redLightRunning } from './scenarios/red-light-running.ts';
import { slowVehicle } from './scenarios/slow-vehicle.ts';
import { solidLineCrossing } from './scenarios/solid-line-crossing.ts';
import { speeding } from './scenarios/speeding.ts';
import { spillBack } from './scenarios/spill-back.ts';
import { stopSignViolation } from './scenarios/stop-sign-violation.ts';
import { unauthorisedEntry } from './scenarios/unauthorised-entry.ts';
import { wrongWay } from './scenarios/wrong-way.ts';
import { AppError } from '../../base/error.ts';
import { checkTimes, type Scenario } from './scenario.ts';

/** Every scenario of the demo site. */
export const scenarios: readonly Scenario[] = [
  breakdown,
  cameraBlurred,
  cameraCovered,
  cameraDark,
  cameraFrozen,
  cameraMoved,
  cameraOffPreset,
  collision,
  congestion,
  cyclistOnCarriageway,
  debris,
  illegalParking,
  illegalTurn,
  laneClosure,
  lightDay,
  lightDusk,
  lightFog,
  lightLowSun,
  lightNight,
  lightOvercast,
  lightRain,
  lightShadows,
  nearMiss,
  pedestrianOnCarriageway,
  redLightRunning,
  slowVehicle,
  solidLineCrossing,
  speeding,
  spillBack,
  stopSignViolation,
  unauthorisedEntry,
  wrongWay,
];

export const scenarioNames: readonly string[] = scenarios.map(({ name }) => name);

/**
 * The scenarios of a list such as `breakdown,light-rain` or `breakdown@30-90,debris@100-200` (other times, seconds).
 * @throws AppError `invalid-argument` with one sentence: an unknown name, times that cannot be, or a contradiction
 */
export function parseScenarios(text: string): Scenario[] {
  const parts = text.split(',').map((part) => part.trim());
  const parsed = parts.filter((part) => part !== '').map(parseOne);
  checkTimes(parsed);
  return parsed;
}

function parseOne(text: string): Scenario {
  const [name = '', times] = text.split('@', 2);
  const scenario = scenarios.find((known) => known.name === name);
  if (!scenario) {
    const known = scenarioNames.join(', ');
    throw new AppError('invalid-argument', `There is no scenario "${name}"; the known ones are ${known}.`);
  }
  if (times === undefined) return scenario;
  const [, start, end] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(times) ?? [];
  if (start === undefined || end === undefined) {
    const problem = `The times of "${name}" must be START-END in seconds, as in ${name}@30-90; "${times}" is not.`;
    throw new AppError('invalid-argument', problem);
  }
  return { ...scenario, startS: Number(start), endS: Number(end) };
}
