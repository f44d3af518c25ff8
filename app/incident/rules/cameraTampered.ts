import { z } from 'zod';
import type { ViewCondition } from '../../traffic/road/roadUser.ts';
import { isViewTrue } from '../../traffic/view/viewCondition.ts';
import { nowhere } from '../road/places.ts';
import { Spell } from '../road/spell.ts';
import type { Rule } from '../rule.ts';
import { commonSettings, dwellS } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** The condition was judged over seconds already; this holds off a single picture. */
  dwellS: dwellS(2),
});

/** A camera that does not see what its scene was drawn on. */
export const cameraTampered: Rule<typeof settings> = {
  name: 'camera-tampered',
  what: 'The camera was moved, covered, blurred, blinded, went dark or froze.',
  settings,
  lacks: () => null,
  start(_scene, { dwellS: leastS }) {
    const spell = new Spell(3000);
    let condition: ViewCondition = 'moved';
    return {
      step({ picture, atMs }) {
        if (!picture) return [];
        const isTampered = !isViewTrue(picture.view);
        if (isTampered) condition = picture.view;
        const sinceAtMs = spell.step(atMs, isTampered);
        if (sinceAtMs === null || atMs - sinceAtMs < leastS * 1000) return [];
        return [
          {
            type: 'camera-tampered',
            thing: 'camera',
            severity: 'high',
            beganAtMs: sinceAtMs,
            place: nowhere,
            trackIds: [],
            confidence: 0.9,
            evidence: [
              { what: `${condition} for`, value: (atMs - sinceAtMs) / 1000, limit: leastS, unit: 's' },
              { what: 'brightness', value: picture.brightness, limit: null, unit: '' },
              { what: 'sharpness', value: picture.sharpness, limit: null, unit: '' },
            ],
          },
        ];
      },
    };
  },
};
