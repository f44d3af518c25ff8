import { z } from 'zod';

/** Which camera addresses may be connected to; see main/sources/addressPolicy.ts. */
export const addressRulesSchema = z.object({
  /** CIDR ranges that cameras may be in; empty allows every address that is not always refused. */
  allowedCidrs: z.array(z.string()),
  /** Cameras on this very computer (127.0.0.0/8, ::1); off unless the site says so. */
  allowLoopback: z.boolean(),
});
export type AddressRules = z.infer<typeof addressRulesSchema>;
