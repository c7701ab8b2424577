import { expect, it } from 'vitest';
import { TokenBuckets } from '../../../local-aws/wire/token-buckets';
import { ManualClock } from '../../support/manual-clock';

const rate = { burst: 2, perSecond: 0.5 };

function buckets() {
  const clock = new ManualClock(new Date('2026-11-23T12:00:00Z'));
  const all = new TokenBuckets<string>(clock);
  return { clock, take: (key = 'a') => all.take(key, rate) };
}

it('gives what is in the bucket at once, and each key has one of its own', () => {
  const { take } = buckets();
  expect([take(), take(), take(), take('b')]).toEqual([true, true, false, true]);
});

it('fills the bucket as time passes, with parts of tokens too, and never beyond its size', () => {
  const { clock, take } = buckets();
  expect([take(), take(), take()]).toEqual([true, true, false]);
  clock.advance(1000);
  expect(take()).toBe(false);
  clock.advance(1000);
  expect([take(), take()]).toEqual([true, false]);
  clock.advance(3_600_000);
  expect([take(), take(), take()]).toEqual([true, true, false]);
});
