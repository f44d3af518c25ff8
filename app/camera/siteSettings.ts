import { z } from 'zod';
import { addressRulesSchema } from './addressRules.ts';

/** What a site sets once for all its cameras. */
export const siteSettingsSchema = z.object({
  siteName: z.string().trim().max(120),
  addressRules: addressRulesSchema,
  /** Lowest score kept per class name; classes that are absent are not watched. */
  scoreByClass: z.record(z.string(), z.number().min(0.01).max(1)),
  nmsIou: z.number().min(0.1).max(0.95),
  /** Track paths older than this are deleted, days. */
  keepTracksDays: z.int().min(1).max(3650),
});
export type SiteSettings = z.infer<typeof siteSettingsSchema>;
