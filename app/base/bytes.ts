import { z } from 'zod';

/** Bytes on the wire; a check of the type alone, never of the elements. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected bytes');
