import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, vi } from 'vitest';
import { printable } from '../../../cli/terminal/printable';
import type { Report, ReportedAccount } from '../../../lambdas/run/report-shapes';
import { inMemoryClients } from '../../lambdas/support/in-memory-clients';
import { type CommandOptions, rootPurge } from './command-line';

export const now = new Date('2026-11-23T12:00:00Z');
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
export const machine = (name: string) => `arn:aws:states:eu-west-1:111122223333:stateMachine:${name}`;
export const executionArn = (name: string, of = 'Purge') =>
  `arn:aws:states:eu-west-1:111122223333:execution:${of}:${name}`;
export const callerArn = 'arn:aws:sts::111122223333:assumed-role/SecurityAdmin/mia';
export const failure = (name: string, message = 'no') => Object.assign(new Error(message), { name });

/** The deployed app as its outputs, executions and objects say; nothing of it runs, and time stands still. */
export function mockApp() {
  const sfn = mockClient(SFNClient);
  const cloudFormation = mockClient(CloudFormationClient);
  const sts = mockClient(STSClient);
  const { objects } = inMemoryClients();
  const outputs = (values: Record<string, string>) => {
    const Outputs = Object.entries(values).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    const stack = { StackName: 'x', CreationTime: now, StackStatus: 'CREATE_COMPLETE' as const };
    cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [{ ...stack, Outputs }] });
  };
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    sfn.reset();
    sts.on(GetCallerIdentityCommand).resolves({ Arn: callerArn });
    objects.clear();
    outputs({
      StateMachineArn: machine('Purge'),
      PrivilegedTasksArn: machine('Tasks'),
      RunBucketName: 'runs',
    });
    sfn.on(DescribeExecutionCommand).rejects(failure('ExecutionDoesNotExist'));
    sfn.on(GetExecutionHistoryCommand).resolves({ events: [] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return {
    sfn,
    sts,
    cloudFormation,
    outputs,
    store: (key: string, value: unknown) => objects.set(key, JSON.stringify(value)),
    objects,
    /** Newest first, as it is asked for. */
    history: (...events: HistoryEvent[]) =>
      sfn.on(GetExecutionHistoryCommand).resolves({ events: events.toReversed() }),
    /** An execution that began an hour ago. */
    execution: (status: ExecutionStatus, more: object = {}, name = 'run', of = 'Purge') => {
      const arn = executionArn(name, of);
      const facts = { executionArn: arn, name, stateMachineArn: machine(of), status };
      const execution = { ...facts, startDate: minutesAgo(60), ...more };
      sfn.on(DescribeExecutionCommand, { executionArn: arn }).resolves(execution);
      return execution;
    },
  };
}

export const entered = (
  id: number,
  name: string,
  type: HistoryEvent['type'] = 'TaskStateEntered',
): HistoryEvent => ({ id, type, timestamp: minutesAgo(30), stateEnteredEventDetails: { name } });

export const reportOn = (accounts: ReportedAccount[]): Report => ({
  kind: 'purge',
  run: 'run',
  mode: 'audit',
  startedAt: '2026-11-23T11:00:00Z',
  finishedAt: '2026-11-23T11:50:00Z',
  coverage: 'Half of it.',
  outcomes: { clean: 1, purged: 0, kept: 0, expired: 0, failed: 0, unknown: 0, skipped: 0 },
  accounts,
});

const env = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'operator', AWS_SECRET_ACCESS_KEY: 'mocked' };

/** A command line, its exit status and what it says, as text for a picture. */
export async function pictureOf(args: readonly string[], options: Omit<CommandOptions, 'env'> = {}) {
  const { status, stdout, stderr } = await rootPurge(args, { ...options, env });
  const command = `$ npx root-purge ${printable(args.join(' '))}`;
  return [command, stdout, stderr && `(stderr) ${stderr}`, `(exit status ${status})`, '']
    .filter((part, index) => part !== '' || index > 3)
    .map((part) => part.trimEnd())
    .join('\n');
}
