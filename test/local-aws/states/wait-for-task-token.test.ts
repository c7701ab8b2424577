import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local-aws/json';
import { StatesError } from '../../../local-aws/states/states-error';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { begin, elapse, idle, invoke, lambda, passing } from './run';

const asking = (fields: JsonObject = { End: true }) =>
  invoke({
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } },
    ...fields,
  });

/** Starts an execution that hands its tokens over. */
function ask(states: JsonObject, answer: () => string | Promise<string> = () => 'asked') {
  const taskTokens = new TaskTokens();
  const tokens: string[] = [];
  const execution = begin(states, {
    taskTokens,
    lambda: lambda((payload) => {
      tokens.push(String((payload as JsonObject).token));
      return answer();
    }),
  });
  return { ...execution, taskTokens, tokens, token: () => tokens.at(-1) ?? '' };
}

describe('a task that waits for its token', () => {
  it('succeeds with what comes back, not with what the function answered', async () => {
    const { result, taskTokens, token } = ask({ A: asking() });
    await idle();
    taskTokens.succeed(token(), '{"decision":"APPROVED"}');
    expect(await result).toMatchObject({ status: 'SUCCEEDED', output: { decision: 'APPROVED' } });
  });

  it('succeeds when the token comes back before the function has answered', async () => {
    const { result, taskTokens, token } = ask({ A: asking() }, () => new Promise<never>(() => undefined));
    await idle();
    taskTokens.succeed(token(), '1');
    expect(await result).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  });

  it('fails with the error that comes back, which can be caught', async () => {
    const Catch = [{ ErrorEquals: ['Refused'], Next: 'B' }];
    const { result, taskTokens, token } = ask({
      A: asking({ Catch, Next: 'B' }),
      B: passing('{% $states.input %}'),
    });
    await idle();
    taskTokens.fail(token(), 'Refused', 'not today');
    expect(await result).toMatchObject({ output: { Error: 'Refused', Cause: 'not today' } });
  });

  it('fails when the function fails, and its token is worth nothing then', async () => {
    const { result, taskTokens, token } = ask({ A: asking() }, () => {
      throw new StatesError('NobodyToAsk', 'no approver');
    });
    expect(await result).toMatchObject({ status: 'FAILED', error: 'NobodyToAsk' });
    expect(() => taskTokens.succeed(token(), '1')).toThrow('does not exist anymore');
  });

  it('times out, is caught, and its token is worth nothing then', async () => {
    const Catch = [{ ErrorEquals: ['States.Timeout'], Output: 'EXPIRED', Next: 'B' }];
    const states = {
      A: asking({ TimeoutSeconds: 259_200, Catch, Next: 'B' }),
      B: passing('{% $states.input %}'),
    };
    const { clock, result, taskTokens, token } = ask(states);
    await elapse(clock, 259_200);
    expect(await result).toMatchObject({ status: 'SUCCEEDED', output: 'EXPIRED' });
    expect(() => taskTokens.succeed(token(), '1')).toThrow(expect.objectContaining({ name: 'TaskTimedOut' }));
  });

  it('gets a new token at every attempt; the old one is worth nothing then', async () => {
    const Retry = [{ ErrorEquals: ['Again'], IntervalSeconds: 1 }];
    const { clock, result, taskTokens, tokens, token } = ask({ A: asking({ Retry, End: true }) });
    await idle();
    taskTokens.fail(token(), 'Again');
    await elapse(clock, 1);
    expect(new Set(tokens).size).toBe(2);
    expect(() => taskTokens.succeed(tokens[0] ?? '', '1')).toThrow(
      expect.objectContaining({ name: 'TaskTimedOut' }),
    );
    taskTokens.succeed(token(), '2');
    expect(await result).toMatchObject({ output: 2 });
  });
});
