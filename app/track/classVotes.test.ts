import { describe, expect, it } from 'vitest';
import { ClassVotes } from './classVotes.ts';

/** Ten votes a second of 0.8 each for so many seconds; what it is called after each second. */
function called(...seen: readonly (readonly [className: string, forS: number])[]): string[] {
  const votes = new ClassVotes('');
  const names: string[] = [];
  let atMs = 0;
  for (const [className, forS] of seen) {
    for (let s = 0; s < forS; s++) {
      for (let k = 0; k < 10; k++) votes.vote(className, 0.8, (atMs += 100));
      names.push(votes.best);
    }
  }
  return names;
}

describe('the class of a track', () => {
  it('is that of another road user three seconds after its number went over to it, however long it was the first', () => {
    expect(called(['car', 20], ['bus', 5]).slice(18)).toEqual(['car', 'car', 'car', 'car', 'bus', 'bus', 'bus']);
  });

  it('stays when the detector takes it for something else for a second', () => {
    expect(called(['truck', 4], ['bus', 1], ['truck', 2])).toEqual(Array.from({ length: 7 }, () => 'truck'));
  });

  it('weighs votes by score, and keeps the name it has while two are nearly even', () => {
    const votes = new ClassVotes(-1);
    votes.vote(2, 0.6, 0);
    votes.vote(7, 0.65, 0);
    expect(votes.best).toBe(2);
    votes.vote(7, 0.1, 0);
    expect(votes.best).toBe(7);
  });
});
