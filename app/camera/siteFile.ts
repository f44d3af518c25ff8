import { z } from 'zod';
import { cameraSettingsSchema, credentialsSchema } from './camera.ts';

/**
 * A site file: the cameras of a site as JSON, for import and export.
 * Credentials may stand in `credentials` or in the URL; both move to the secret store.
 */
export const siteFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string().max(120).optional(),
  allowLoopback: z.boolean().optional(),
  allowedCidrs: z.array(z.string()).max(200).optional(),
  /** Rules of the whole site, as app/incident describes them; they are judged where rules are known. */
  rules: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  /** Path of an ONNX file, relative to the site file; only the command line reads it. */
  model: z.string().max(1024).optional(),
  cameras: z
    .array(
      z.strictObject({
        ...cameraSettingsSchema.shape,
        number: cameraSettingsSchema.shape.number.optional(),
        credentials: credentialsSchema.optional(),
        /** In the scene format of app/traffic; it is parsed where scenes are known. */
        scene: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .max(1000),
});
export type SiteFile = z.infer<typeof siteFileSchema>;
