import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  AccessControl,
  type Account,
  type Organization,
  queueUrl,
  roleSession,
  systemClock,
} from '../../local-aws';
import { temporaryFolder } from '../local-aws/support/temporary-folder';
import { rootPurge } from './support/command-line';
import { documentedPolicy } from './support/deployed';
import { simulate } from './support/simulated';

const reason = 'Trying it out';
const resultIn = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

function first<Of>(all: readonly Of[], suits: (one: Of) => boolean): Of {
  const found = all.find(suits);
  if (!found) throw new Error('Nothing suits');
  return found;
}
const isLocked = ({ policy }: { policy?: string }) => policy !== undefined;
const isSealed = ({ kind, credentials }: Account) => kind === 'clean' && !credentials.loginProfile;

/** An organization for all tests, in which somebody has the documented permissions of runs and of tasks. */
async function organized() {
  const simulated = await simulate({ accounts: 12, resources: true });
  const access = new AccessControl({ policies: { roles: {}, resources: {} } });
  const roleArn = `arn:aws:iam::${simulated.organization.managementAccount.id}:role/Operator`;
  access.putRolePolicies(roleArn, [
    await documentedPolicy('run.json'),
    await documentedPolicy('run-task.json'),
  ]);
  simulated.enforce(access);
  const { accessKeyId, secretAccessKey, sessionToken } = access.credentialsOf(roleSession(roleArn, 'ana'));
  const env = {
    ...simulated.env,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
  // As an emulator is named, whose buckets are no hosts.
  const AWS_ENDPOINT_URL_S3 = simulated.env.AWS_ENDPOINT_URL?.replace('127.0.0.1', 'localhost');
  return { ...simulated, env: { ...env, AWS_ENDPOINT_URL_S3 }, cwd: temporaryFolder() };
}

const run = (input: object, ...more: string[]) => ['run', '--task', JSON.stringify(input), '--json', ...more];

let { organization, env, cwd, calls } = {} as Awaited<ReturnType<typeof organized>>;
beforeAll(async () => {
  ({ organization, env, cwd, calls } = await organized());
});

describe('root-purge run --task', () => {
  it.each<[string, (organization: Organization) => { input: object; isDone: () => boolean }]>([
    [
      'delete-bucket-policy',
      ({ buckets }) => {
        const bucket = first(buckets, isLocked);
        const input = { account: bucket.accountId, bucket: bucket.name };
        return { input, isDone: () => !isLocked(bucket) };
      },
    ],
    [
      'delete-queue-policy',
      ({ queues }) => {
        const queue = first(queues, isLocked);
        const input = { account: queue.accountId, queueUrl: queueUrl(queue) };
        return { input, isDone: () => !isLocked(queue) };
      },
    ],
    [
      'allow-password-recovery',
      ({ accounts }) => {
        const account = first(accounts, isSealed);
        return {
          input: { accounts: [account.id] },
          isDone: () => account.credentials.loginProfile !== undefined,
        };
      },
    ],
  ])('does %s once it is approved, and nothing where it is refused', async (task, choose) => {
    const { input, isDone } = choose(organization);
    const refused = await rootPurge(run({ task, reason, ...input }, '--approve', 'none'), { env, cwd });
    expect(resultIn(refused.stdout)).toMatchObject({ status: 'SUCCEEDED', outcomes: { refused: 1 } });
    expect(isDone()).toBe(false);

    const done = await rootPurge(run({ task, reason, ...input }, '--approve', 'all'), { env, cwd });
    expect({ status: done.status, isDone: isDone() }).toEqual({ status: 0, isDone: true });
    const result = resultIn(done.stdout);
    expect(result).toMatchObject({ status: 'SUCCEEDED', outcomes: { done: 1 }, credentials: null });
    expect(result.calls).toMatchObject({ 'sts:AssumeRoot': expect.any(Number) });
    expect(calls()).toMatchObject({ 'sts:AssumeRoot': expect.any(Number) });
    expect(JSON.parse(readFileSync(join(result.run, 'report.json'), 'utf8'))).toMatchObject({
      kind: 'task',
      task,
    });
    expect(done.stderr).toMatch(/^Privileged task on this machine, in your organization o-/);
  });

  it('waits to seal it again in another process, which takes only that away', async () => {
    const account = first(organization.accounts, isSealed);
    const input = { task: 'allow-password-recovery', accounts: [account.id], reason, resealAfter: 'PT1M' };
    let isInterrupted = false;
    const onOutput = (text: string, interrupt: () => void) => {
      if (isInterrupted || !text.includes('Waiting until it is sealed')) return;
      isInterrupted = true;
      interrupt();
    };
    const interrupted = await rootPurge(run(input, '--approve', 'all'), { env, cwd, onOutput });
    expect(interrupted.status).toBe(130);
    expect(account.credentials.loginProfile).toBeDefined();
    const [, resume = ''] =
      /Go on with +npx root-purge (run --resume task-\S+)\n/.exec(interrupted.stderr) ?? [];

    const now = vi.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + 120_000));
    const resumed = await rootPurge([...resume.split(' '), '--approve', 'all', '--json'], { env, cwd });
    now.mockRestore();
    expect(resumed).toMatchObject({ status: 0 });
    expect(account.credentials.loginProfile).toBeUndefined();
    expect(resultIn(resumed.stdout)).toMatchObject({ status: 'SUCCEEDED', outcomes: { done: 1 } });
  });
});
