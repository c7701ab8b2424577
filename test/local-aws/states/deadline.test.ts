import { describe, expect, it } from 'vitest';
import { within } from '../../../local-aws/states/deadline';
import { ManualClock } from '../../support/manual-clock';
import { elapse, idle, startDate } from './run';

const never = () => new Promise<never>(() => undefined);

describe('work with a time limit', () => {
  const setUp = () => {
    const clock = new ManualClock(startDate);
    const outer = new AbortController();
    return {
      clock,
      outer,
      limits: { clock, signal: outer.signal, timeout: { seconds: 5, error: () => new Error('expired') } },
    };
  };

  it('ends with its result and leaves no timer behind', async () => {
    const { clock, limits } = setUp();
    expect(await within(limits, async () => 'done')).toBe('done');
    await idle();
    expect(clock.sleeping).toBe(0);
  });

  it('fails when its time is up, though it does not listen', async () => {
    const { clock, limits } = setUp();
    const work = within(limits, never);
    const failed = expect(work).rejects.toThrow('expired');
    await elapse(clock, 5);
    await failed;
  });

  it('fails with the outer signal’s reason, before and during the work', async () => {
    const { outer, limits } = setUp();
    const failed = expect(within(limits, never)).rejects.toThrow('stopped');
    outer.abort(new Error('stopped'));
    await failed;
    await expect(within(limits, never)).rejects.toThrow('stopped');
  });

  it('tells what it left running to stop', async () => {
    const { limits } = setUp();
    const signal = await within(limits, async (inner) => inner);
    expect(signal.aborted).toBe(true);
  });
});
