import { expect, it } from 'vitest';
import { sampleTask } from '../../../../cli/run/simulated/sample-task';
import { parseTaskInput } from '../../../../lambdas/tasks/registry';
import { createOrganization, systemClock } from '../../../../local-aws';

const organization = createOrganization({ accounts: 12, seed: 1, resources: true, clock: systemClock });
const [first, second, , fourth] = organization.accounts.map(({ id }) => id);

it.each([
  ['allow-password-recovery', { accounts: [second, fourth], resealAfter: 'PT1M' }],
  ['delete-bucket-policy', { account: first, bucket: `data-platform-staging-logs-${first}` }],
  [
    'delete-queue-policy',
    {
      account: first,
      queueUrl: `https://sqs.us-east-1.amazonaws.com/${first}/data-platform-staging-jobs`,
    },
  ],
] as const)('tries %s on what suits it first', (task, target) => {
  const input = sampleTask(task, organization);
  expect(input).toEqual({ task, ...target, reason: 'Trying it out' });
  expect(parseTaskInput(input).task).toBe(task);
});

it('finds no accounts to allow password recovery in that are not active, or have a password', () => {
  const accounts = organization.accounts.filter(
    ({ state, credentials }) => state !== 'ACTIVE' || credentials.loginProfile,
  );
  expect(accounts.length).toBeGreaterThan(1);
  expect(sampleTask('allow-password-recovery', { ...organization, accounts })).toBeUndefined();
});

it.each(['delete-bucket-policy', 'delete-queue-policy'] as const)(
  'finds nothing for %s where nothing is locked',
  (task) => {
    const unlocked = <T extends { policy?: string }>(list: T[]) => list.filter(({ policy }) => !policy);
    const { buckets, queues } = organization;
    const opened = { ...organization, buckets: unlocked(buckets), queues: unlocked(queues) };
    expect(sampleTask(task, opened)).toBeUndefined();
  },
);
