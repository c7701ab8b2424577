import { expect, it } from 'vitest';
import { Turns } from '../../../lambdas/aws-calls/turns';

it('lets so many work at a time, in the order in which they came, and the next one when one fails', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const ends = new Map<number, (failure?: Error) => void>();
  const works = [1, 2, 3, 4].map((number) =>
    turns.take(async () => {
      begun.push(number);
      const failure = await new Promise<Error | undefined>((resolve) => ends.set(number, resolve));
      if (failure) throw failure;
      return number;
    }),
  );
  const settled = Promise.allSettled(works);
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  ends.get(2)?.(new Error('no'));
  await works[1]?.catch(() => undefined);
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3]);
  for (const number of [1, 3]) ends.get(number)?.();
  await works[2];
  await Promise.resolve();
  ends.get(4)?.();
  expect((await settled).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});
