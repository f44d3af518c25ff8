import { z } from 'zod';
import { severities } from '../incident.ts';
import { scheduleSchema } from './schedule.ts';

/** What every rule can be told, whatever it looks for. */
export const commonSettings = {
  enabled: z.boolean().default(true),
  /** `null`: always. */
  schedule: scheduleSchema.nullable().default(null),
  /** Class names; `null`: all that the rule concerns. */
  classes: z.array(z.string().min(1)).min(1).max(50).nullable().default(null),
  /** Ids of the scene's zones, where alone the rule looks; `null`: everywhere. */
  zones: z.array(z.string().min(1)).min(1).max(64).nullable().default(null),
  /** How grave its incidents are; `null`: as the rule itself judges. */
  severity: z.enum(severities).nullable().default(null),
};

const commonSchema = z.strictObject(commonSettings);
export type CommonSettings = z.output<typeof commonSchema>;

/** A time that something must last, seconds; never 0, which one wrong box would fulfil. */
export const dwellS = (byDefault: number) => z.number().min(0.2).max(3600).default(byDefault);
export const speedKmh = (byDefault: number) => z.number().min(0).max(300).default(byDefault);
export const lengthM = (byDefault: number) => z.number().min(0).max(5000).default(byDefault);
