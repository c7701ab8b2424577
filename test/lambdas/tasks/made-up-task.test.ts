import '../support/quiet';
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { parse } from 'node-html-parser';
import { createColors } from 'picocolors';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { linesOf } from '../../../cli/terminal/report-text';
import { whatWasApproved } from '../../../lambdas/close-approval';
import { accountField, reasonField } from '../../../lambdas/input/input-fields';
import { parseInput } from '../../../lambdas/input/parse-input';
import { approvalEmail } from '../../../lambdas/mail/request-emails';
import { taskOutcomeEmail } from '../../../lambdas/mail/task-emails';
import { renderTaskReport } from '../../../lambdas/pages/task-report-page';
import { planTask } from '../../../lambdas/plan-task';
import { buildTaskReport } from '../../../lambdas/report-task';
import { resolveTask } from '../../../lambdas/resolve-task';
import { Decision } from '../../../lambdas/run/model';
import { findingOfPolicy, keptBeforeItGoes, putPolicyBack } from '../../../lambdas/tasks/policy-steps';
import type { DoneTarget, PrivilegedTask } from '../../../lambdas/tasks/privileged-task';
import { parseTaskInput } from '../../../lambdas/tasks/registry';
import type { TaskTarget } from '../../../lambdas/tasks/shapes';
import { waitingRun } from '../support/approval-run';
import { executionArn } from '../support/organization';
import { policySha256, policyText } from '../support/task-fixture';

/** All that there is to say of a task that AWS does not have. */
const topicPolicyTask = {
  name: 'delete-topic-policy',
  taskPolicy: 'SNSUnlockTopicPolicy',
  states: { open: ['AssumeRootToUnlockTopic'], read: ['ReadTopicPolicy'], change: 'DeleteTopicPolicy' },
  canBeResealed: false,
  parseInput: (input: unknown) => {
    const { account, topic, ...parsed } = parseInput(
      z.strictObject({
        task: z.literal('delete-topic-policy'),
        account: accountField,
        topic: z.string('the name of a topic'),
        reason: reasonField,
      }),
      input,
    );
    return { ...parsed, accounts: [account], resource: topic };
  },
  findingIn: findingOfPolicy,
  nextSteps: ({ target, storedAs = '' }: DoneTarget) =>
    putPolicyBack(storedAs, 'topic', `aws sns set-topic-attributes --topic ${target.resource}`),
  words: {
    ask: 'Delete a topic policy',
    command: ([target]: readonly TaskTarget[]) => `Delete the policy of topic ${target?.resource}`,
    done: 'The topic policy is deleted',
    alreadySo: 'The topic has no policy.',
    consequences: ['Nobody else can publish to it any more.', keptBeforeItGoes],
    approve: 'Delete this topic policy',
    understood: 'I know who publishes to it.',
    resource: 'Topic',
  },
} as const satisfies PrivilegedTask;

const tasks = { 'delete-topic-policy': topicPolicyTask };
const accountId = '222222222222';
const input = { task: 'delete-topic-policy', account: accountId, topic: 'alarms', reason: 'Nobody gets in' };
const run = 'task-topic';
const startedAt = '2026-11-23T12:00:00.000Z';
const storedAs = `s3://run-bucket/runs/${run}/policy.json`;

const organizations = mockClient(OrganizationsClient);
beforeEach(() => {
  organizations.reset();
  organizations
    .on(DescribeOrganizationCommand)
    .resolves({ Organization: { Id: 'o-a1b2c3d4e5', MasterAccountId: '111111111111' } });
  const Account = {
    Id: accountId,
    Name: 'Payments',
    Email: 'payments@example.com',
    State: 'ACTIVE' as const,
  };
  organizations.on(DescribeAccountCommand).resolves({ Account });
});

const requested = () =>
  resolveTask(new OrganizationsClient({}), { run, startedAt, executionArn, input }, [], tasks);
const planned = async (policy: Parameters<typeof findingOfPolicy>[0]['policy']) =>
  planTask(
    await requested(),
    [{ accountId, policy: policy ?? { state: 'absent' } }],
    new Date(startedAt),
    storedAs,
    topicPolicyTask,
  );
const present = { state: 'present' as const, text: policyText };

describe('a task that the registry is given', () => {
  it('has its input parsed, every wrong field named, and is offered where another was asked for', () => {
    expect(() => parseTaskInput({ ...input, topic: 1, color: 'red' }, tasks)).toThrow(
      /- topic: received 1; allowed: the name of a topic\n- color: not a field of the input; allowed: task, account/,
    );
    expect(() => parseTaskInput({ task: 'delete-bucket-policy' }, tasks)).toThrow(
      '- task: received "delete-bucket-policy"; allowed: one of delete-topic-policy',
    );
  });

  it('is resolved to the account and what in it', async () => {
    expect(await requested()).toMatchObject({
      run,
      task: 'delete-topic-policy',
      targets: [{ accountId, name: 'Payments', resource: 'alarms' }],
    });
  });

  it('is planned: what was found decides whether there is anything to do', async () => {
    expect(await planned(present)).toMatchObject({
      kind: 'task',
      task: 'delete-topic-policy',
      targets: [{ finding: { state: 'to-do' }, policy: { digest: policySha256, storedAs } }],
    });
    expect(await planned({ state: 'absent' })).toMatchObject({
      targets: [{ finding: { state: 'already-so' } }],
    });
  });

  it('is asked for by mail, and decided on its page', async () => {
    const plan = await planned(present);
    const { subject, message } = approvalEmail(
      plan,
      { expiresAt: '2026-11-26T12:00:00.000Z' },
      'https://a.example.com',
      tasks,
    );
    expect(subject).toBe('Approve? Delete a topic policy in 222222222222');
    expect(message).toContain('What:    Delete the policy of topic alarms');
    expect(message).toContain('Nobody else can publish to it any more. If nobody decides in time');

    const { request, path, decide, aws, digest } = await waitingRun(plan, tasks);
    const page = parse(await (await request(path.ana)).text());
    expect(page.querySelector('h1')?.text).toBe('Delete the policy of topic alarms?');
    expect(page.querySelector('article')?.structuredText).toContain('Topic alarms');
    expect(page.querySelector('button')?.text.trim()).toBe('Delete this topic policy');

    const unread = await decide(path.ana, [['decision', 'approve']]);
    expect(unread.status).toBe(422);
    expect(await unread.text()).toContain('I know who publishes to it.');
    await decide(path.ana, [
      ['decision', 'approve'],
      ['understood', 'yes'],
    ]);
    const decision = z.parse(Decision, JSON.parse(aws.objects.get(`runs/${run}/decision.json`) ?? ''));
    expect(decision).toMatchObject({ decision: 'APPROVED', planDigest: digest, task: 'delete-topic-policy' });
    const store = { s3: aws.s3, bucket: 'run-bucket' };
    expect(await whatWasApproved(store, run, decision)).toEqual({
      kind: 'task',
      targets: [{ accountId, resource: 'alarms', policyDigest: policySha256 }],
    });
  });

  it('is reported: on the page, by mail and in the terminal', async () => {
    const planText = JSON.stringify(await planned(present));
    const decidedBy = { decidedAt: startedAt, decidedBy: 'ana@example.com', sourceIp: '203.0.113.7' };
    const decision: Decision = {
      decision: 'APPROVED',
      planDigest: '',
      credentials: [],
      task: 'delete-topic-policy',
      ...decidedBy,
    };
    const report = buildTaskReport(
      {
        request: await requested(),
        planText,
        decisionText: JSON.stringify(decision),
        performed: [{ accountId, result: 'done' }],
        caught: null,
        resealAt: null,
        reseal: null,
        purge: undefined,
      },
      new Date(startedAt),
      tasks,
    );
    expect(report).toMatchObject({
      kind: 'task',
      task: 'delete-topic-policy',
      summary: 'Delete the policy of topic alarms: done.',
      targets: [{ outcome: 'done', resource: 'alarms' }],
    });
    const page = parse(renderTaskReport(report, tasks)).structuredText;
    expect(page).toContain('Topic alarms');
    expect(page).toContain('aws sns set-topic-attributes --topic alarms');
    expect(taskOutcomeEmail(report, storedAs, tasks).message).toContain(
      '- 222222222222 Payments: The topic policy is deleted.',
    );
    expect(linesOf(report, 80, createColors(false))).toContain('222222222222 (Payments), alarms: done');
  });
});
