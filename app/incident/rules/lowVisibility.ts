import { z } from 'zod';
import { isViewTrue } from '../../traffic/view/viewCondition.ts';
import { nowhere } from '../road/places.ts';
import { Spell } from '../road/spell.ts';
import type { Rule } from '../rule.ts';
import { commonSettings, dwellS } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** Standard deviation of the luma, 0..128: low visibility below, over above. */
    onContrast: z.number().min(0).max(128).default(14),
    offContrast: z.number().min(0).max(128).default(18),
    /** Mean luma, 0..255: in a darker picture contrast says nothing. */
    fromBrightness: z.number().min(0).max(255).default(50),
    dwellS: dwellS(30),
  })
  .refine(({ onContrast, offContrast }) => offContrast >= onContrast, {
    message: 'offContrast must not be below onContrast',
  });

/** Fog, smoke, spray or snow: a bright picture with nothing to see in it. */
export const lowVisibility: Rule<typeof settings> = {
  name: 'low-visibility',
  what: 'Fog, smoke, spray or snow hides the view, or takes so much contrast from a bright picture, for longer than the dwell.',
  settings,
  lacks: () => null,
  start(_scene, { onContrast, offContrast, fromBrightness, dwellS: leastS }) {
    const spell = new Spell(10_000);
    let isLow = false;
    return {
      step({ picture, atMs }) {
        // A disturbed view is an incident of its own.
        if (!picture || !isViewTrue(picture.view)) return [];
        const isFlat = picture.brightness >= fromBrightness && picture.contrast < (isLow ? offContrast : onContrast);
        isLow = isFlat || picture.view === 'low-visibility';
        const sinceAtMs = spell.step(atMs, isLow);
        if (sinceAtMs === null || atMs - sinceAtMs < leastS * 1000) return [];
        return [
          {
            type: 'low-visibility',
            thing: 'picture',
            severity: 'medium',
            beganAtMs: sinceAtMs,
            place: nowhere,
            trackIds: [],
            confidence: 0.7,
            evidence: [
              { what: 'contrast', value: picture.contrast, limit: isFlat ? onContrast : null, unit: '' },
              { what: 'brightness', value: picture.brightness, limit: fromBrightness, unit: '' },
              { what: 'lasting for', value: (atMs - sinceAtMs) / 1000, limit: leastS, unit: 's' },
            ],
          },
        ];
      },
    };
  },
};
