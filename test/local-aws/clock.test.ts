import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../local-aws/clock';

describe('the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['a second', 1000],
    ['a hundred days, longer than a timer of Node’s can be', 100 * 86_400_000],
  ])('sleeps for %s', async (_, milliseconds) => {
    const woken = vi.fn();
    const asleep = systemClock.sleep(milliseconds).then(woken);
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(woken).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await asleep;
  });

  it('wakes with the signal’s reason when it is aborted, and leaves no timer behind', async () => {
    const controller = new AbortController();
    const failed = expect(systemClock.sleep(1000, controller.signal)).rejects.toThrow('stopped');
    controller.abort(new Error('stopped'));
    await failed;
    expect(vi.getTimerCount()).toBe(0);
    await expect(systemClock.sleep(1000, controller.signal)).rejects.toThrow('stopped');
  });
});
