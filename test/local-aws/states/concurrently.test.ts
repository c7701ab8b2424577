import { describe, expect, it } from 'vitest';
import { concurrently } from '../../../local-aws/states/concurrently';
import { idle } from './run';

describe('concurrent work', () => {
  it('is done for every index, never more than the limit at once', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await concurrently(10, 3, async (index) => {
      most = Math.max(most, ++running);
      await idle();
      done.push(index);
      running--;
    });
    expect({ most, done }).toEqual({ most: 3, done: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
  });

  it('starts nothing more once some of it failed', async () => {
    const started: number[] = [];
    const work = concurrently(10, 2, async (index) => {
      started.push(index);
      await idle();
      if (index === 1) throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await idle();
    expect(started).toEqual([0, 1, 2]);
  });

  it('is over at once when there is none', async () => {
    await expect(concurrently(0, 3, async () => undefined)).resolves.toBeUndefined();
  });
});
