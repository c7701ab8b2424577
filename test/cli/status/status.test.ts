import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  type ExecutionStatus,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
} from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import {
  entered,
  executionArn,
  failure,
  machine,
  minutesAgo,
  mockApp,
  now,
  pictureOf,
  reportOn,
} from '../support/mocked-app';
import { account } from '../terminal/account';
import { taskReport } from '../terminal/task-report';

const app = mockApp();
const picture = (name: string) => `./pictures/${name}.txt`;

/** Whether it is good to a script: exhaustive by type. */
const statuses: Record<ExecutionStatus, number> = {
  SUCCEEDED: 0,
  RUNNING: 0,
  PENDING_REDRIVE: 0,
  FAILED: 2,
  TIMED_OUT: 2,
  ABORTED: 2,
};

it.each(Object.entries(statuses) as [ExecutionStatus, number][])(
  'says of %s with %d',
  async (status, exit) => {
    app.execution(status, { stopDate: minutesAgo(30), error: 'Broken', cause: 'by chance' });
    expect(await pictureOf(['status', 'run', '--json'])).toContain(`(exit status ${exit})`);
  },
);

it('shows how one ended', async () => {
  const said: string[] = [];
  const show = async (...args: string[]) => said.push(await pictureOf(['status', ...args]));
  const ended = { stopDate: minutesAgo(30) };
  app.execution('SUCCEEDED', ended);
  app.store('runs/run/report.json', reportOn([account(), account({ accountId: '444455556666' })]));
  await show('run');
  await show('run', '--json');
  app.outputs({ StateMachineArn: machine('Purge'), PrivilegedTasksArn: machine('Tasks') });
  await show('run');
  app.outputs({
    StateMachineArn: machine('Purge'),
    PrivilegedTasksArn: machine('Tasks'),
    RunBucketName: 'runs',
  });
  app.objects.clear();
  app.execution('FAILED', { ...ended, error: 'InvalidInputError', cause: '{"errorMessage":"Not valid."}' });
  await show(executionArn('run'));
  await show('run', '--json');
  app.execution('FAILED', { ...ended, error: 'Broken' });
  await show('run');
  app.execution('ABORTED', ended);
  await show('run');
  app.execution('FAILED', ended, 'recovery', 'Tasks');
  app.store('runs/task-recovery/report.json', taskReport);
  await show('recovery');
  await show(executionArn('recovery', 'Tasks'), '--json');
  app.sfn
    .on(DescribeExecutionCommand, { executionArn: executionArn('hidden'), includedData: 'ALL_DATA' })
    .rejects(failure('KmsAccessDeniedException'))
    .on(DescribeExecutionCommand, { executionArn: executionArn('hidden'), includedData: 'METADATA_ONLY' })
    .resolves({
      stateMachineArn: machine('Purge'),
      status: 'FAILED',
      startDate: minutesAgo(90),
      stopDate: minutesAgo(85),
    });
  await show('hidden');
  await show('nowhere\u0007');
  await show('arn:aws:states:eu-west-1:111122223333:execution:Other:run');
  await show('run', '--state-machine', 'Purge');
  await expect(said.join('\n')).toMatchFileSnapshot(picture('ended'));
});

it('shows what one does and for whom it waits', async () => {
  const said: string[] = [];
  const show = async (...args: string[]) => said.push(await pictureOf(['status', 'run', ...args]));
  const mapRunArn = 'arn:aws:states:eu-west-1:111122223333:mapRun:Purge/InspectAccounts:1';
  const itemCounts = { pending: 0, running: 0, resultsWritten: 0, total: 9, succeeded: 3 };
  app.execution('RUNNING');
  await show();
  app.sfn.on(GetExecutionHistoryCommand).rejects(failure('AccessDeniedException'));
  await show();
  const map = {
    id: 3,
    type: 'MapRunStarted',
    timestamp: now,
    mapRunStartedEventDetails: { mapRunArn },
  } as const;
  app.history(entered(1, 'ListAccounts'), entered(2, 'InspectAccounts', 'MapStateEntered'), map);
  app.sfn
    .on(DescribeMapRunCommand)
    .resolves({ itemCounts: { ...itemCounts, failed: 0, timedOut: 0, aborted: 0 } });
  await show();
  app.sfn
    .on(DescribeMapRunCommand)
    .resolves({ itemCounts: { ...itemCounts, failed: 1, timedOut: 1, aborted: 1 } });
  await show();
  await show('--json');
  app.history(entered(9, 'RequestApproval'));
  await show();
  await show('--json');
  app.store('runs/run/approval.json', {
    requestedAt: '2026-11-23T11:30:00.000Z',
    expiresAt: '2026-11-26T11:30:00.000Z',
    approvers: [{ email: 'alice@example.com' }, { email: 'bob\u0007@example.com' }],
    secret: 'nobody else’s',
  });
  await show();
  await show('--json');
  app.outputs({ StateMachineArn: machine('Purge') });
  await show();
  app.outputs({ StateMachineArn: machine('Purge'), RunBucketName: 'runs' });
  app.history(entered(12, 'WaitToReseal'));
  await show();
  app.store('runs/run/report.json', { ...taskReport, resealAt: '2026-11-23T13:00:00.000Z' });
  await show();
  app.history(entered(13, 'WriteReport'));
  await show();
  await expect(said.join('\n')).toMatchFileSnapshot(picture('running'));
});

it('lists the latest of both state machines', async () => {
  const said: string[] = [];
  const show = async (...args: string[]) => said.push(await pictureOf(['status', ...args]));
  const listed = (name: string, of: string, status: ExecutionStatus, began: number, ended?: number) => ({
    executionArn: executionArn(name, of),
    name,
    stateMachineArn: machine(of),
    status,
    startDate: minutesAgo(began),
    stopDate: ended === undefined ? undefined : minutesAgo(ended),
  });
  const list = (of: string, executions: ReturnType<typeof listed>[]) =>
    app.sfn.on(ListExecutionsCommand, { stateMachineArn: machine(of) }).resolves({ executions });
  list('Purge', []);
  list('Tasks', []);
  await show();
  list('Purge', [listed('second', 'Purge', 'RUNNING', 20), listed('fourth', 'Purge', 'FAILED', 90, 80)]);
  list('Tasks', [listed('first', 'Tasks', 'SUCCEEDED', 10, 5), listed('third', 'Tasks', 'ABORTED', 30, 29)]);
  await show();
  await show('--json');
  app.outputs({ StateMachineArn: machine('Purge') });
  await show();
  app.outputs({ StateMachineArn: machine('Purge'), PrivilegedTasksArn: machine('Tasks') });
  app.sfn
    .on(ListExecutionsCommand, { stateMachineArn: machine('Tasks') })
    .rejects(failure('AccessDeniedException'));
  await show();
  app.sfn.on(ListExecutionsCommand).rejects(failure('AccessDeniedException'));
  await show();
  const many = Array.from({ length: 15 }, (_, index) => index);
  list(
    'Purge',
    many.map((index) => listed(`p${index}`, 'Purge', 'TIMED_OUT', 2 * index, 2 * index)),
  );
  list(
    'Tasks',
    many.map((index) => listed(`t${index}`, 'Tasks', 'PENDING_REDRIVE', 2 * index + 1)),
  );
  await show();
  await expect(said.join('\n')).toMatchFileSnapshot(picture('latest'));
});

it('asks the Region of the ARN, and goes on where CloudFormation refuses', async () => {
  const arn = executionArn('run').replace('eu-west-1', 'eu-central-1');
  app.cloudFormation.rejects(failure('AccessDenied'));
  app.execution('SUCCEEDED', { executionArn: arn, stopDate: now });
  app.sfn.on(DescribeExecutionCommand, { executionArn: arn }).resolves({
    stateMachineArn: machine('Purge').replace('eu-west-1', 'eu-central-1'),
    status: 'SUCCEEDED',
    startDate: minutesAgo(1),
    stopDate: now,
  });
  expect(await pictureOf(['status', arn])).toContain(
    'The report cannot be read: the run bucket is not known',
  );
  const [call] = app.sfn.commandCalls(DescribeExecutionCommand);
  expect(await call?.thisValue.config.region()).toBe('eu-central-1');
});

it.each([
  ['AccessDeniedException', 'no'],
  ['InternalFailure', 'InternalFailure: no'],
])('does not take %s for an execution that is not there', async (name, said) => {
  app.sfn.on(DescribeExecutionCommand).rejects(failure(name));
  expect(await pictureOf(['status', 'run'])).toContain(said);
  expect(app.sfn.commandCalls(DescribeExecutionCommand)).toHaveLength(name === 'InternalFailure' ? 1 : 2);
});
