import { describe, expect, it } from 'vitest';
import { begin, elapse, idle, run } from '../run';

describe('Wait', () => {
  it.each([
    ['Seconds', { Seconds: 90 }],
    ['an expression for Seconds', { Seconds: '{% $states.input.seconds %}' }],
    ['a Timestamp', { Timestamp: '2026-01-31T09:01:30Z' }],
    ['an expression for a Timestamp', { Timestamp: '{% $states.input.until %}' }],
  ])('waits for %s', async (_, fields) => {
    const input = { seconds: 90, until: '2026-01-31T10:01:30+01:00' };
    const { clock, result, history } = begin({ A: { Type: 'Wait', End: true, ...fields } }, { input });
    await elapse(clock, 89);
    expect(history.at(-1)?.type).toBe('WaitStateEntered');
    await elapse(clock, 1);
    expect(await result).toMatchObject({ status: 'SUCCEEDED', output: input });
  });

  it('does not wait for a time that has passed', async () => {
    const states = { A: { Type: 'Wait', Timestamp: '2026-01-31T08:59:59Z', End: true } };
    expect(await run(states)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each(['tomorrow', '2026-01-31', '2026-01-31 09:00:00Z', '2026-13-31T09:00:00Z'])(
    'fails on the timestamp %s',
    async (Timestamp) => {
      expect(await run({ A: { Type: 'Wait', Timestamp, End: true } })).toMatchObject({
        error: 'States.QueryEvaluationError',
      });
    },
  );

  it('ends when the execution is stopped', async () => {
    const { result, stop, clock } = begin({ A: { Type: 'Wait', Seconds: 90, End: true } });
    await idle();
    stop();
    expect(await result).toMatchObject({ status: 'ABORTED' });
    expect(clock.sleeping).toBe(0);
  });
});
