import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { invokeAsynchronously } from '../../../local-aws/lambda/asynchronous-invocation';
import type { Invocation } from '../../../local-aws/lambda/lambda-runner';
import { ManualClock } from '../../support/manual-clock';

const failed: Invocation = { requestId: '1', functionError: { errorType: 'Error', errorMessage: 'no' } };
const worked: Invocation = { requestId: '2', payload: 'done' };

/** How often a function that answers with these was invoked, and the answer that counts. */
async function invoked(answers: Invocation[]) {
  const clock = new ManualClock(new Date('2026-11-23T10:00:00Z'));
  let times = 0;
  const invoke = async () => answers[times++] ?? failed;
  const answer = invokeAsynchronously(invoke, clock);
  for (let waits = 0; waits < 2; waits++) {
    await setImmediate();
    clock.advance(60_000);
  }
  return { answer: await answer, times };
}

it.each([
  ['once where it works', [worked], { answer: worked, times: 1 }],
  ['again where it fails', [failed, worked], { answer: worked, times: 2 }],
  ['three times in all', [failed, failed, failed, worked], { answer: failed, times: 3 }],
])('invokes a function %s', async (_, answers, expected) => {
  expect(await invoked(answers)).toEqual(expected);
});

it('tries no more once the app is closed', async () => {
  const closing = new AbortController();
  const clock = new ManualClock(new Date('2026-11-23T10:00:00Z'));
  const answer = invokeAsynchronously(async () => failed, clock, closing.signal);
  const refused = expect(answer).rejects.toThrow('closed');
  await setImmediate();
  closing.abort(new Error('The app was closed.'));
  await refused;
});
