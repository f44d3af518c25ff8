import { describe, expect, it } from 'vitest';
import { single, supervised, watched } from '../../e2e/fixtures/supervised.ts';

describe('heartbeats', () => {
  it('end and restart a worker that finished work once and then no more', async () => {
    const { clock, host, workers, health } = supervised(watched);
    await clock.advance(0);
    await workers[0]?.host.beat({ done: 'an inference' });
    await clock.advance(10_000);
    expect({ story: host.story, ageMs: health('vision')?.heartbeatAgeMs }).toEqual({
      story: ['start vision 1'],
      ageMs: 10_000,
    });
    await clock.advance(1300);
    expect({ story: host.story, problem: health('vision')?.lastProblem }).toEqual({
      story: ['start vision 1', 'kill vision 1', 'start vision 2'],
      problem: null,
    });
    await clock.advance(1000);
    expect(health('vision')?.lastProblem).toBe('It finished no work for 11 s (last: an inference) and was ended.');
  });

  it('control: a worker without a limit stays silent for ever', async () => {
    const { clock, host, workers } = supervised(single);
    await clock.advance(0);
    await workers[0]?.host.beat({ done: 'an inference' });
    await clock.advance(600_000);
    expect(host.story).toEqual(['start vision 1']);
  });

  it('give a worker four times as long for its first work, and end one that never comes to work', async () => {
    const { clock, host, health } = supervised(watched);
    await clock.advance(40_000);
    expect(host.story).toEqual(['start vision 1']);
    await clock.advance(2000);
    expect([host.story, health('vision')?.lastProblem]).toEqual([
      ['start vision 1', 'kill vision 1', 'start vision 2'],
      'It did not come to work for 41 s and was ended.',
    ]);
  });

  it('leave a worker alone while it says that there is nothing to do, and end it when it falls silent', async () => {
    const { clock, host, workers } = supervised(watched);
    await clock.advance(0);
    for (let said = 0; said < 100; said++) {
      await workers[0]?.host.beat({ done: 'idle' });
      await clock.advance(2000);
    }
    expect(host.story).toEqual(['start vision 1']);
    await clock.advance(12_000);
    expect(host.story).toEqual(['start vision 1', 'kill vision 1', 'start vision 2']);
  });

  it('are not fooled by a stepped wall clock', async () => {
    const { clock, host, workers } = supervised(watched);
    await clock.advance(0);
    await workers[0]?.host.beat({ done: 'an inference' });
    clock.stepWall(10 * 365 * 86_400_000);
    await clock.advance(5000);
    expect(host.story).toEqual(['start vision 1']);
  });
});
