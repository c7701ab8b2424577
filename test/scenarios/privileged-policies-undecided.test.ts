import { beforeEach, describe, expect, it } from 'vitest';
import { type Bucket, type Organization, type Queue, queueUrl } from '../../local-aws';
import { ManualClock } from '../support/manual-clock';
import { decideTask } from './support/decide-task';
import { eventually, type StartedRun, useScenario } from './support/scenario';

const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
const reason = 'Nobody can get in';
const hours = (n: number) => n * 60 * 60 * 1000;

/** Lets the time for a decision run out, with the reminder in between. */
async function expire(run: StartedRun): Promise<void> {
  await run.link();
  clock.advance(hours(54));
  await eventually(() => {
    const reminders = run.emails().filter(({ subject }) => subject.startsWith('Reminder'));
    return reminders.length === 2 || undefined;
  }, run.execution);
  await eventually(() => clock.sleeping > 0 || undefined, run.execution);
  clock.advance(hours(19));
}

/** An SCP that lets no root user do anything, and does not exempt root sessions. */
function denyRoot(accountId: string): void {
  scenario.organization.serviceControlPolicies.push({
    name: 'DenyRoot',
    targets: [accountId],
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } },
        },
      ],
    },
  });
}

const none = { done: 0, 'already-so': 0, refused: 0, expired: 0, failed: 0, unknown: 0 };
const succeeded = { status: 'SUCCEEDED' };
const failed = { status: 'FAILED', error: 'SomeTargetsNotDone' };

interface Case {
  readonly task: string;
  readonly locked: (organization: Organization) => Bucket | Queue | undefined;
  readonly input: (resource: Bucket | Queue) => Record<string, string>;
}

describe.each<Case>([
  {
    task: 'delete-bucket-policy',
    locked: ({ buckets }) => buckets.find(({ policy }) => policy),
    input: ({ name }) => ({ bucket: name }),
  },
  {
    task: 'delete-queue-policy',
    locked: ({ queues }) => queues.find(({ policy }) => policy),
    input: (queue) => ({ queueUrl: queueUrl(queue) }),
  },
])('$task', ({ task, locked, input }) => {
  let resource: Bucket | Queue;
  let policy: string | undefined;
  beforeEach(() => {
    const found = locked(scenario.organize({ resources: true }));
    if (!found?.policy) throw new Error('Nothing is locked.');
    resource = found;
    policy = found.policy;
  });

  const start = () => scenario.runTask({ task, account: resource.accountId, ...input(resource), reason });

  it.each([
    {
      what: 'is refused',
      meanwhile: (run: StartedRun) => decideTask(run, 'reject'),
      ends: succeeded,
      outcome: 'refused',
      decision: 'REJECTED',
    },
    {
      what: 'expires',
      meanwhile: expire,
      ends: succeeded,
      outcome: 'expired',
      decision: 'EXPIRED',
    },
    {
      what: 'is denied by an SCP that came after the plan',
      meanwhile: async (run: StartedRun) => {
        await run.link();
        denyRoot(resource.accountId);
        await decideTask(run, 'approve');
      },
      ends: failed,
      outcome: 'failed',
      decision: 'APPROVED',
    },
  ])('that $what leaves the policy as it is', async ({ meanwhile, ends, outcome, decision }) => {
    const run = start();
    await meanwhile(run);
    expect(await run.execution.result).toMatchObject(ends);
    const { outcomes, ...report } = run.taskReport();
    expect({ ...none, ...outcomes }).toEqual({ ...none, [outcome]: 1 });
    expect(report.decision?.decision).toBe(decision);
    expect(resource.policy).toBe(policy);
  });

  it('that an SCP denies from the beginning says the remedy, and is never asked about', async () => {
    denyRoot(resource.accountId);
    const run = start();
    expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
    const { outcomes, targets, decision } = run.taskReport();
    expect({ ...none, ...outcomes }).toEqual({ ...none, failed: 1 });
    expect(targets.map(({ remedy }) => remedy)).toEqual([
      expect.stringContaining('"Null": {"aws:AssumedRoot": "true"}'),
    ]);
    expect([decision, run.object('approval.json')]).toEqual([undefined, undefined]);
    expect(resource.policy).toBe(policy);
  });

  it.each(['before the plan', 'between the plan and the decision'])(
    'has nothing to delete where the policy is gone %s',
    async (when) => {
      const isBefore = when === 'before the plan';
      if (isBefore) delete resource.policy;
      const run = start();
      if (!isBefore) {
        await run.link();
        delete resource.policy;
        await decideTask(run, 'approve');
      }
      expect(await run.execution.result).toMatchObject(succeeded);
      const { outcomes } = run.taskReport();
      expect({ ...none, ...outcomes }).toEqual({ ...none, 'already-so': 1 });
      expect(resource.policy).toBeUndefined();
    },
  );
});
