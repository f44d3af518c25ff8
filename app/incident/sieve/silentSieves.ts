import { z } from 'zod';
import type { MakeSieve, TrackSieve } from './trackSieve.ts';

const nobody: TrackSieve = {
  ...{ group: 'nobody', company: 'touching', leastTogether: 1, isFoundAlone: false },
  mayMatter: () => false,
};

/** Rules that look at pictures, or at things that lie about: where there are but tracks, they find nothing. */
export const silentSieve: MakeSieve = () => nobody;

const asked = z.object({ forbidden: z.array(z.unknown()), uTurns: z.boolean() });

/** As long as no way is forbidden, and turning round is not watched, nobody. */
export const turnSieve: MakeSieve = (_scene, settings) =>
  settings.map((one) => asked.parse(one)).some(({ forbidden, uTurns }) => uTurns || forbidden.length > 0)
    ? null
    : nobody;
