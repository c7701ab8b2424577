import { S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { fittingInput } from '../../../cli/start/start-execution';
import {
  callerArn,
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

const app = mockApp();
const start = (...args: string[]) => pictureOf(['start', '--name', 'run', ...args]);
const task = JSON.stringify({
  task: 'allow-password-recovery',
  accounts: ['111122223333'],
  reason: 'Root is needed once',
});

function starts(of = 'Purge'): void {
  app.sfn.on(StartExecutionCommand).resolves({ executionArn: executionArn('run', of), startDate: now });
}

it('starts what was asked for, and says how to follow it', async () => {
  const said: string[] = [];
  starts();
  said.push(await start('--no-follow', '--audit', '--accounts', '444455556666'));
  said.push(await start('--no-follow', '--json', '--stack', 'Mine', '--profile', ''));
  said.push(await start('--no-follow', '--state-machine', machine('Other')));
  starts('Tasks');
  said.push(await start('--no-follow', '--task', task));
  said.push(await start('--no-follow', '--task', task, '--state-machine', machine('Tasks')));
  app.outputs({ StateMachineArn: machine('Purge') });
  said.push(await start('--no-follow', '--task', task));
  said.push(await start('--no-follow', '--audit', '--fail-on', 'found'));
  app.sfn.on(StartExecutionCommand).rejects(failure('ExecutionAlreadyExists'));
  said.push(await start());
  app.sfn.on(StartExecutionCommand).rejects(failure('StateMachineDoesNotExist'));
  said.push(await start('--state-machine', machine('Other')));
  app.sfn.on(StartExecutionCommand).rejects(failure('InternalFailure'));
  said.push(await start());
  await expect(said.join('\n')).toMatchFileSnapshot('./pictures/started.txt');

  const by = { startedBy: callerArn };
  expect(inputs().slice(0, 5)).toEqual([
    ['Purge', { ...by, accounts: ['444455556666'], mode: 'audit' }],
    ['Purge', by],
    ['Other', by],
    ['Tasks', { ...by, ...JSON.parse(task) }],
    ['Tasks', { ...by, ...JSON.parse(task) }],
  ]);
});

/** Each execution that was started: of which state machine, with which input. */
function inputs() {
  return app.sfn.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => {
    expect(input.name).toBe('run');
    return [input.stateMachineArn?.split(':').at(-1), JSON.parse(input.input ?? '')];
  });
}

it('says who starts it, unless the input does, or STS does not say', async () => {
  starts();
  await start('--no-follow', '--input', '{"startedBy":"pipeline 7"}');
  app.sts.on(GetCallerIdentityCommand).rejects(failure('AccessDenied'));
  await start('--no-follow');
  expect(inputs()).toEqual([
    ['Purge', { startedBy: 'pipeline 7' }],
    ['Purge', {}],
  ]);
});

describe('what it follows', () => {
  function runs(): void {
    starts();
    const running = app.execution('RUNNING');
    app.history(entered(1, 'ListAccounts'));
    app.sfn
      .on(DescribeExecutionCommand)
      .resolvesOnce(running)
      .resolves({ ...running, status: 'SUCCEEDED', stopDate: minutesAgo(10) });
  }

  it('ends with how the execution ended', async () => {
    const said: string[] = [];
    const found = account({ remaining: [{ kind: 'access-keys', id: 'AKIA', why: '' }] });
    for (const accounts of [[account()], [found]]) {
      app.store('runs/run/report.json', reportOn(accounts));
      runs();
      said.push(await start('--audit', '--fail-on', 'found', '--json'));
    }
    runs();
    said.push(await start('--audit'));
    await expect(said.join('\n')).toMatchFileSnapshot('./pictures/followed.txt');
  });

  it.each([
    ['Ctrl-C', true, 130],
    ['an error', false, 1],
  ])('goes on after %s', async (_, isInterrupted, status) => {
    runs();
    app.sfn.on(DescribeExecutionCommand).resolves(app.execution('RUNNING'));
    const before = process.listenerCount('SIGINT');
    const text = await pictureOf(['start', '--name', 'run', '--audit'], {
      onOutput: (written, interrupt) => {
        if (!written.includes('Listing accounts')) return;
        if (isInterrupted && !written.includes('No longer')) interrupt();
        app.sfn.on(DescribeExecutionCommand).rejects(failure('InternalFailure'));
      },
    });
    expect(text).toContain(
      '\nNo longer followed. The execution goes on. Follow it again with:\n  npx root-purge',
    );
    expect(text).toContain(`(exit status ${status})`);
    expect(text.includes('InternalFailure')).toBe(!isInterrupted);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

describe('an input', () => {
  const s3 = new S3Client({});
  const room = 262_144;
  const bytesAround = JSON.stringify({ reason: '' }).length;
  const list = { path: 'account_id.list', text: '444455556666\n', inputWithoutList: { mode: 'audit' } };
  const input = (bytes: number) => ({ reason: 'x'.repeat(bytes - bytesAround) });

  it('may be 256 KiB', async () => {
    const largest = input(room);
    expect(await fittingInput({ input: largest, list }, 'run', {}, s3)).toBe(JSON.stringify(largest));
    expect(app.objects.size).toBe(0);
  });

  it('leaves its list in the run bucket where it is larger', async () => {
    const text = await fittingInput({ input: input(room + 1), list }, 'run', { runBucket: 'runs' }, s3);
    expect(JSON.parse(text)).toEqual({ mode: 'audit', accountsFile: 's3://runs/input/run.list' });
    expect([...app.objects]).toEqual([['input/run.list', list.text]]);
  });

  it.each([
    ['Use --list.', {}, { runBucket: 'runs' }],
    ['Name the stack with --stack.', { list }, {}],
  ])('is refused where it is larger and nothing can be done: %s', async (said, more, where) => {
    const tooLarge = { input: input(room + 1), ...more };
    await expect(fittingInput(tooLarge, 'run', where, s3)).rejects.toThrow(`Nothing was started. ${said}`);
  });

  it('is measured in bytes', async () => {
    const wide = { reason: '€'.repeat(room / 2) };
    await expect(fittingInput({ input: wide }, 'run', {}, s3)).rejects.toThrow('larger than 256 KiB');
  });
});
