import { describe, expect, it } from 'vitest';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { AwsError } from '../../../local-aws/wire/aws-error';

const stateMachineArn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:Test';

const errorOf = (action: () => void) => {
  try {
    action();
  } catch (error) {
    return error instanceof AwsError ? error.name : error;
  }
};

describe('a task token', () => {
  it('brings back the output of SendTaskSuccess', async () => {
    const tokens = new TaskTokens();
    const { token, result } = tokens.create(stateMachineArn);
    tokens.succeed(token, '{"decision":"APPROVED"}');
    expect(await result).toEqual({ decision: 'APPROVED' });
  });

  it('brings back the error and cause of SendTaskFailure', async () => {
    const tokens = new TaskTokens();
    const { token, result } = tokens.create(stateMachineArn);
    tokens.fail(token, 'NobodyToAsk', 'no approver');
    await expect(result).rejects.toMatchObject({ name: 'NobodyToAsk', cause: 'no approver' });
  });

  it('is a new one every time, and long', () => {
    const tokens = new TaskTokens();
    const [first, second] = [tokens.create(stateMachineArn).token, tokens.create(stateMachineArn).token];
    expect(first).not.toBe(second);
    expect(first).toMatch(/^[A-Za-z0-9+/]{600,2048}$/);
  });

  it.each([
    ['succeeded', (tokens: TaskTokens, token: string) => tokens.succeed(token, '1')],
    ['failed', (tokens: TaskTokens, token: string) => tokens.fail(token)],
    ['been closed', (tokens: TaskTokens, token: string) => tokens.close(token)],
  ])('is TaskTimedOut once its task has %s', (_, end) => {
    const tokens = new TaskTokens();
    const { token } = tokens.create(stateMachineArn);
    end(tokens, token);
    const answers = [errorOf(() => tokens.succeed(token, '2')), errorOf(() => tokens.fail(token))];
    expect(answers).toEqual(['TaskTimedOut', 'TaskTimedOut']);
  });

  it.each([
    ['no token at all', 'not a token!', 'InvalidToken'],
    ['empty', '', 'InvalidToken'],
    ['somebody else’s', 'AAAA'.repeat(160), 'TaskDoesNotExist'],
  ])('that is %s is refused', (_, token, name) => {
    expect(errorOf(() => new TaskTokens().succeed(token, '1'))).toBe(name);
  });

  it.each([
    ['not JSON', 'APPROVED'],
    ['too long', JSON.stringify('x'.repeat(262_143))],
  ])('stays open when the output is %s', async (_, output) => {
    const tokens = new TaskTokens();
    const { token, result } = tokens.create(stateMachineArn);
    expect(errorOf(() => tokens.succeed(token, output))).toBe('InvalidOutput');
    tokens.succeed(token, '"second try"');
    expect(await result).toBe('second try');
  });
});
