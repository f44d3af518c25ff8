import type { Rule } from '../rule.ts';
import { stoppedVehicle } from './stoppedVehicle.ts';

/** Every rule, in the order of the list that operators see. */
export const rules: readonly Rule[] = [stoppedVehicle];
