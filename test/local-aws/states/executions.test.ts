import { describe, expect, it } from 'vitest';
import type { Execution, ExecutionResult } from '../../../local-aws/states/engine';
import { StartedExecutions } from '../../../local-aws/states/executions';
import { ManualClock } from '../../support/manual-clock';

const stateMachineArn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge';
const now = new Date('2026-01-02T03:04:05Z');

function executions(options: { isTaken?: (name: string) => boolean } = {}) {
  const started: string[] = [];
  const finish: ((result: ExecutionResult) => void)[] = [];
  const all = new StartedExecutions({
    ...options,
    stateMachineArn,
    clock: new ManualClock(now),
    onStart: ({ name, input }) => started.push(`${name} ${JSON.stringify(input)}`),
    launch: (name): Execution => ({
      arn: `arn:${name}`,
      name,
      history: [],
      stop: () => undefined,
      interrupt: () => undefined,
      result: new Promise((resolve) => finish.push(resolve)),
    }),
  });
  const end = async () => {
    const result = { status: 'SUCCEEDED' as const, output: 7, startDate: now, stopDate: now, transitions: 1 };
    finish[0]?.(result);
    await Promise.resolve();
  };
  return { all, started, end };
}

const alreadyExists = expect.objectContaining({ name: 'ExecutionAlreadyExists' });

describe('StartedExecutions', () => {
  it('starts each name once: the same input again is the same execution while it runs', () => {
    const { all, started } = executions();
    const first = all.start(stateMachineArn, '{"accounts":["111122223333"]}', 'joined');

    expect(first).toEqual({ executionArn: 'arn:joined', startDate: now });
    expect(all.start(stateMachineArn, '{"accounts":["111122223333"]}', 'joined')).toEqual(first);
    expect(() => all.start(stateMachineArn, '{}', 'joined')).toThrow(alreadyExists);
    expect(started).toEqual(['joined {"accounts":["111122223333"]}']);
  });

  it('refuses a name that has ended, whatever the input', async () => {
    const { all, end } = executions();
    all.start(stateMachineArn, '{}', 'joined');
    await end();

    expect(() => all.start(stateMachineArn, '{}', 'joined')).toThrow(alreadyExists);
  });

  it('refuses a name that an execution before this process had', () => {
    const { all, started } = executions({ isTaken: (name) => name === 'joined' });

    expect(() => all.start(stateMachineArn, '{}', 'joined')).toThrow(alreadyExists);
    expect(started).toEqual([]);
  });

  it('describes an execution while it runs and when it has ended', async () => {
    const { all, end } = executions();
    all.launch('joined', {});
    const execution = {
      executionArn: 'arn:joined',
      stateMachineArn,
      name: 'joined',
      startDate: now,
      input: '{}',
    };

    expect(all.describe('arn:joined')).toEqual({ ...execution, status: 'RUNNING', stopDate: undefined });
    await end();
    expect(all.describe('arn:joined')).toEqual({
      ...execution,
      status: 'SUCCEEDED',
      stopDate: now,
      output: '7',
    });
  });

  it.each([
    ['InvalidName', () => executions().all.start(stateMachineArn, '{}', 'a b')],
    ['InvalidName', () => executions().all.start(stateMachineArn, '{}', 'a:b')],
    ['InvalidName', () => executions().all.start(stateMachineArn, '{}', 'a'.repeat(81))],
    ['InvalidExecutionInput', () => executions().all.start(stateMachineArn, '{', 'a')],
    ['StateMachineDoesNotExist', () => executions().all.start('arn:other', '{}', 'a')],
    ['ExecutionDoesNotExist', () => executions().all.describe('arn:other')],
    ['ExecutionDoesNotExist', () => executions().all.history('arn:other')],
  ])('answers with %s', (name, call) => {
    expect(call).toThrow(expect.objectContaining({ name }));
  });
});
