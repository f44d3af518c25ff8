import { z } from 'zod';

// The page's policy forbids eval; without this the parser tries it once and the attempt is reported as a violation.
// Schemas look at it when they are made, so that it is the first import of every entry.
z.config({ jitless: true });
