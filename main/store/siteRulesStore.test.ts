import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { Stores } from '../../app/store/ports.ts';
import { bothStores } from './testing/bothStores.ts';
import { siteRulesOf } from './testing/trafficFacts.ts';

const newerRules = new AppError(
  'aborted',
  'Other rules of the site were saved meanwhile. Look at them, then make your change again.',
);

describe.each(bothStores)('traffic stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  it('of rules of the site keep every save as a version', () => {
    const first = siteRulesOf('after the first week');
    const second = siteRulesOf('debris again', { author: 'Bo', rules: {} });
    const numbers = [stores.siteRules.save(first, null), stores.siteRules.save(second, 1)];
    expect([numbers, stores.siteRules.newest(), stores.siteRules.versions()]).toEqual([
      [1, 2],
      { ...second, version: 2 },
      [
        { ...second, version: 2 },
        { ...first, version: 1 },
      ],
    ]);
  });

  it.each([[null], [1], [7]])('of rules of the site refuse a save that was begun from %j', (baseVersion) => {
    stores.siteRules.save(siteRulesOf('one'), null);
    stores.siteRules.save(siteRulesOf('two'), 1);
    const before = stores.siteRules.versions();
    expect(() => stores.siteRules.save(siteRulesOf('late'), baseVersion)).toThrow(newerRules);
    expect(stores.siteRules.versions()).toEqual(before);
  });
});
