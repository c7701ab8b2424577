import { describe, expect, it } from 'vitest';
import { queueUrl } from '../../local-aws';
import { decideTask } from './support/decide-task';
import { type StartedRun, useScenario } from './support/scenario';

const scenario = useScenario();
const reason = 'Nobody can get in';

/** The app itself is in eu-west-1. */
function lockedBucket(inAppRegion: boolean) {
  const { buckets } = scenario.organize({ resources: true });
  const bucket = buckets.find(({ policy, region }) => policy && (region === 'eu-west-1') === inAppRegion);
  if (!bucket?.policy) throw new Error('There is no such bucket.');
  return bucket;
}

function lockedQueue() {
  const queue = scenario.organize({ resources: true }).queues.find(({ policy }) => policy);
  if (!queue?.policy) throw new Error('There is no such queue.');
  return queue;
}

const unlockBucket = ({ accountId, name }: { accountId: string; name: string }): StartedRun =>
  scenario.runTask({ task: 'delete-bucket-policy', account: accountId, bucket: name, reason });

const unlockQueue = (queue: Parameters<typeof queueUrl>[0]): StartedRun =>
  scenario.runTask({
    task: 'delete-queue-policy',
    account: queue.accountId,
    queueUrl: queueUrl(queue),
    reason,
  });

describe('a bucket policy', () => {
  it.each([
    ['the Region of the app', true],
    ['another Region', false],
  ])('that locks everybody out of a bucket in %s is kept, and deleted', async (_, inAppRegion) => {
    const bucket = lockedBucket(inAppRegion);
    const { policy } = bucket;
    const run = unlockBucket(bucket);
    const page = await decideTask(run, 'approve');

    expect(page.text).toContain('"Sid": "DenyEveryone"');
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(bucket.policy).toBeUndefined();
    expect(run.object('policy.json')).toBe(policy);
    const storedAs = `s3://${scenario.app.bucket}/runs/${run.name}/policy.json`;
    expect(run.taskReport()).toMatchObject({
      summary: `Delete the policy of bucket ${bucket.name}: done.`,
      targets: [
        {
          outcome: 'done',
          next: [
            expect.objectContaining({ command: `aws s3 cp ${storedAs} policy.json` }),
            expect.anything(),
            expect.objectContaining({
              command: expect.stringContaining(
                `put-bucket-policy --region ${bucket.region} --bucket ${bucket.name} `,
              ),
            }),
          ],
        },
      ],
    });
  });

  it('stays when it is refused', async () => {
    const bucket = lockedBucket(true);
    const run = unlockBucket(bucket);
    await decideTask(run, 'reject');
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(bucket.policy).toContain('DenyEveryone');
    expect(run.taskReport().outcomes).toMatchObject({ refused: 1, done: 0 });
  });

  it('stays when it is not the approved one any more', async () => {
    const bucket = lockedBucket(true);
    const run = unlockBucket(bucket);
    await run.link();
    const mended = bucket.policy?.replace('DenyEveryone', 'DenySome');
    bucket.policy = mended;
    await decideTask(run, 'approve');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED', error: 'SomeTargetsNotDone' });
    expect(bucket.policy).toBe(mended);
    expect(run.taskReport().targets).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('The policy has changed since the plan') },
    ]);
  });

  it('is nothing to ask about where there is none', async () => {
    const bucket = lockedBucket(true);
    delete bucket.policy;
    const run = unlockBucket(bucket);
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.taskReport().targets).toMatchObject([
      { outcome: 'already-so', reason: 'The bucket has no policy.' },
    ]);
    expect(run.object('approval.json')).toBeUndefined();
  });

  it.each([
    ['does not exist', { name: 'no-such-bucket' }, 'There is no such bucket.'],
    ['is in another account', {}, 'Check that the bucket belongs to this very account'],
  ])('of a bucket that %s is not asked about', async (_, other, said) => {
    const bucket = lockedBucket(true);
    const others = scenario.organization.accounts.filter(
      ({ id, kind }) => kind === 'clean' && id !== bucket.accountId,
    );
    const run = unlockBucket({ ...bucket, accountId: others[0]?.id ?? '', ...other });
    expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
    const [target] = run.taskReport().targets;
    expect(target?.outcome).toBe('failed');
    expect(`${target?.reason} ${target?.remedy}`).toContain(said);
    expect(run.object('approval.json')).toBeUndefined();
    expect(bucket.policy).toBeDefined();
  });
});

describe('a queue policy', () => {
  it('that denies even the root user, in another Region, is kept, and deleted', async () => {
    const queue = lockedQueue();
    const { policy } = queue;
    expect(queue.region).not.toBe('eu-west-1');
    expect(policy).toContain('"Principal":"*"');
    const run = unlockQueue(queue);
    await decideTask(run, 'approve');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(queue.policy).toBeUndefined();
    expect(run.object('policy.json')).toBe(policy);
    expect(run.taskReport().targets).toMatchObject([
      {
        outcome: 'done',
        next: expect.arrayContaining([
          expect.objectContaining({
            command: expect.stringContaining(`--region ${queue.region} --queue-url ${queueUrl(queue)} `),
          }),
        ]),
      },
    ]);
  });

  it('is deleted with two sessions of its one task policy, each checked for whose root it is', async () => {
    const queue = lockedQueue();
    const calls: string[] = [];
    scenario.onCall = ({ operation, parameters }) => {
      calls.push(
        `${operation} ${String(parameters['TaskPolicyArn.arn'] ?? '')
          .split('/')
          .at(-1)}`.trim(),
      );
    };
    const run = unlockQueue(queue);
    await decideTask(run, 'approve');
    await run.execution.result;
    const opened = ['AssumeRoot SQSUnlockQueuePolicy', 'GetCallerIdentity', 'GetQueueAttributes'];
    expect(calls.filter((call) => !call.startsWith('Describe'))).toEqual([
      ...opened,
      ...opened,
      'SetQueueAttributes',
      'GetQueueAttributes',
    ]);
  });

  it.each([['does not exist', 'no-such-queue', 'There is no such queue.']])(
    'of a queue that %s is not asked about',
    async (_, name, said) => {
      const queue = lockedQueue();
      const run = unlockQueue({ ...queue, name });
      expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
      expect(run.taskReport().targets).toMatchObject([
        { outcome: 'failed', reason: expect.stringContaining(said) },
      ]);
    },
  );

  it('is nothing to ask about where the account is another one', async () => {
    const queue = lockedQueue();
    const [other] = scenario.organization.accounts.filter(({ id }) => id !== queue.accountId);
    const run = scenario.runTask({
      task: 'delete-queue-policy',
      account: other?.id ?? '',
      queueUrl: queueUrl(queue),
      reason,
    });
    expect(await run.execution.result).toMatchObject({
      error: 'InvalidInputError',
      cause: expect.stringContaining(`a queue of the account ${other?.id}`),
    });
  });
});
