import { describe, expect, it } from 'vitest';
import type { Access } from '../../../local-aws/iam/access-control';
import type { Json } from '../../../local-aws/json';
import type { Execution, ExecutionResult } from '../../../local-aws/states/engine';
import { StartedExecutions } from '../../../local-aws/states/executions';
import { ExecutionsOfAll } from '../../../local-aws/states/executions-of-all';
import { startExecutionSync } from '../../../local-aws/states/nested-execution';
import { AwsError } from '../../../local-aws/wire/aws-error';
import { ManualClock } from '../../support/manual-clock';

const machineArn = (name: string) => `arn:aws:states:eu-west-1:111111111111:stateMachine:${name}`;
const now = new Date('2026-01-02T03:04:05Z');
const ends = { startDate: now, stopDate: now, transitions: 1 };

/** Two state machines; each execution ends as it is told. */
function nested(denied?: string) {
  const ending: ((result: ExecutionResult) => void)[] = [];
  const stopped: string[] = [];
  const machine = (machineName: string) =>
    new StartedExecutions({
      stateMachineArn: machineArn(machineName),
      clock: new ManualClock(now),
      launch: (name): Execution => ({
        arn: `${machineArn(machineName).replace(':stateMachine:', ':execution:')}:${name}`,
        name,
        history: [],
        stop: () => stopped.push(name),
        interrupt: () => undefined,
        result: new Promise((resolve) => ending.push(resolve)),
      }),
    });
  const asked: Access[] = [];
  const run = startExecutionSync(new ExecutionsOfAll([machine('Purge'), machine('Tasks')]), (access) => {
    asked.push(access);
    if (access.action === denied) throw new AwsError('AccessDeniedException', 'no');
  });
  const controller = new AbortController();
  const submitted: Json[] = [];
  const call = { signal: controller.signal, submitted: (answer: Json) => submitted.push(answer) };
  const start = (Name = 'reseal-1') =>
    run({ StateMachineArn: machineArn('Purge'), Name, Input: { accounts: ['222222222222'] } }, call);
  return {
    start,
    asked,
    submitted,
    stopped,
    controller,
    end: (result: ExecutionResult) => ending[0]?.(result),
  };
}

const executionArn = 'arn:aws:states:eu-west-1:111111111111:execution:Purge:reseal-1';

describe('states:startExecution.sync:2', () => {
  it('gives back the description of the execution, its input and output as JSON', async () => {
    const { start, end, submitted } = nested();
    const result = start();
    expect(submitted).toEqual([{ ExecutionArn: executionArn, StartDate: now.getTime() }]);
    end({ ...ends, status: 'SUCCEEDED', output: { coverage: '1 of 1' } });
    expect(await result).toEqual({
      ExecutionArn: executionArn,
      StateMachineArn: machineArn('Purge'),
      Name: 'reseal-1',
      Status: 'SUCCEEDED',
      StartDate: now.getTime(),
      StopDate: now.getTime(),
      Input: { accounts: ['222222222222'] },
      Output: { coverage: '1 of 1' },
    });
  });

  it('fails the task where the execution failed, with its description as the cause', async () => {
    const { start, end } = nested();
    const result = start();
    end({ ...ends, status: 'FAILED', error: 'SomeAccountsNotSettled', cause: 'why' });
    await expect(result).rejects.toMatchObject({
      name: 'States.TaskFailed',
      cause: expect.stringContaining('"Error":"SomeAccountsNotSettled"'),
    });
  });

  it('asks whether the role may start it, watch it and keep the rule of Step Functions', async () => {
    const { start, end, asked } = nested();
    const result = start();
    end({ ...ends, status: 'SUCCEEDED', output: null });
    await result;
    const rule =
      'arn:aws:events:eu-west-1:111111111111:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';
    expect(asked).toEqual([
      { action: 'states:StartExecution', resource: machineArn('Purge') },
      { action: 'events:PutTargets', resource: rule },
      { action: 'events:PutRule', resource: rule },
      { action: 'events:DescribeRule', resource: rule },
      { action: 'states:DescribeExecution', resource: executionArn },
    ]);
  });

  it.each([
    ['states:StartExecution', 'StepFunctions.AccessDeniedException'],
    ['events:PutRule', 'StepFunctions.AccessDeniedException'],
  ])('without %s fails with %s', async (denied, name) => {
    await expect(nested(denied).start()).rejects.toMatchObject({ name });
  });

  it('fails where an execution has this name already', async () => {
    const { start, end } = nested();
    const first = start();
    end({ ...ends, status: 'SUCCEEDED', output: null });
    await first;
    await expect(start()).rejects.toMatchObject({ name: 'StepFunctions.ExecutionAlreadyExistsException' });
  });

  it('waits for the one that runs already, where the answer to its start was lost', async () => {
    const { start, end } = nested();
    const both = [start(), start()];
    end({ ...ends, status: 'SUCCEEDED', output: null });
    const [first, second] = await Promise.all(both);
    expect(second).toEqual(first);
  });

  it('stops the execution when its own is stopped', async () => {
    const { start, stopped, controller } = nested();
    start().catch(() => undefined);
    controller.abort();
    expect(stopped).toEqual(['reseal-1']);
  });

  it('leaves the execution alone once it has ended', async () => {
    const { start, end, stopped, controller } = nested();
    const result = start();
    end({ ...ends, status: 'SUCCEEDED', output: null });
    await result;
    controller.abort();
    expect(stopped).toEqual([]);
  });
});

describe('ExecutionsOfAll', () => {
  it.each(['describe', 'history', 'execution'] as const)(
    '%s knows no execution of another machine',
    (call) => {
      const all = new ExecutionsOfAll([]);
      expect(() => all[call](executionArn)).toThrow(
        expect.objectContaining({ name: 'ExecutionDoesNotExist' }),
      );
    },
  );

  it('starts nothing of another state machine', () => {
    expect(() => new ExecutionsOfAll([]).start(machineArn('Other'), '{}')).toThrow(
      expect.objectContaining({ name: 'StateMachineDoesNotExist' }),
    );
  });
});
