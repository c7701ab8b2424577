import './support/quiet';
import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/close-approval';
import type { Decision } from '../../lambdas/run/model';
import { awsError } from './support/aws-error';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { oldKey, password, plan, securityKey } from './support/plan-fixture';
import { approvedTask, bucketPlan, policySha256, recoveryPlan } from './support/task-fixture';

const { run } = plan;
const keys = {
  plan: `runs/${run}/plan.json`,
  decision: `runs/${run}/decision.json`,
  approved: `runs/${run}/approved.json`,
};
const planText = JSON.stringify(plan);
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const closedAt = '2026-11-26T12:00:01.000Z';
const approvedKey = { accountId: '333333333333', kind: oldKey.kind, id: oldKey.id };
const approval: Decision = {
  decision: 'APPROVED',
  planDigest: digestOf(planText),
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [approvedKey],
};
const toDelete = [
  {
    accountId: '333333333333',
    credentials: {
      'signing-certificates': [],
      'access-keys': [oldKey.id],
      'login-profile': [],
      'mfa-devices': [],
    },
  },
];
const notAsked = {
  state: 'RequestApproval',
  error: 'NoApproverConfirmedError',
  cause: '{"errorMessage":"None of …"}',
};

describe('CloseApproval', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const close = (caught: typeof notAsked | null = null) => invoke(handler, { run, caught });
  const decide = (decision: Decision) => clients.objects.set(keys.decision, JSON.stringify(decision));

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(closedAt), toFake: ['Date'] });
    clients = inMemoryClients();
    clients.objects.set(keys.plan, planText);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('writes the approved credentials of the stored decision, and leaves the decision as it is', async () => {
    decide(approval);
    expect(await close()).toEqual({ decision: 'APPROVED', decidedBy: 'ana@example.com', accounts: 1 });
    expect(clients.stored(keys.approved)).toEqual(toDelete);
    expect(clients.writes).toEqual([keys.approved]);
  });

  it.each([
    ['the wait timed out', null],
    ['the wait ended in an error', notAsked],
  ])('lets the stored decision win where %s', async (_, caught) => {
    decide(approval);
    expect(await close(caught)).toEqual({ decision: 'APPROVED', decidedBy: 'ana@example.com', accounts: 1 });
    expect(clients.stored(keys.decision)).toEqual(approval);
  });

  describe('of a signed decision', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/Security/mia';
    const signed: Decision = { ...approval, decidedBy: arn, knownBy: { kind: 'iam', arn } };
    const ask = (iamApprovals?: boolean) =>
      clients.objects.set(
        `runs/${run}/approval.json`,
        JSON.stringify({
          run,
          planDigest: digestOf(planText),
          requestedAt: closedAt,
          expiresAt: closedAt,
          approvers: [],
          iamApprovals,
          sealedTaskToken: 'sealed',
        }),
      );
    afterEach(() => vi.unstubAllEnvs());

    it('writes what it approves where the run takes such decisions', async () => {
      vi.stubEnv('IAM_APPROVALS', 'true');
      ask(true);
      decide(signed);
      expect(await close()).toEqual({ decision: 'APPROVED', decidedBy: arn, accounts: 1 });
      expect(clients.stored(keys.approved)).toEqual(toDelete);
    });

    it.each<[string, string, boolean | undefined]>([
      ['the run was asked without them', 'true', undefined],
      ['they are off', '', true],
    ])('approves nothing where %s', async (_, variable, iamApprovals) => {
      vi.stubEnv('IAM_APPROVALS', variable);
      ask(iamApprovals);
      decide(signed);
      await expect(close()).rejects.toMatchObject({ name: 'SignedDecisionRefusedError' });
      expect(clients.objects.has(keys.approved)).toBe(false);
    });
  });

  it('approves nothing where the plan was refused, whatever was ticked', async () => {
    decide({ ...approval, decision: 'REJECTED' });
    expect(await close()).toEqual({ decision: 'REJECTED', decidedBy: 'ana@example.com', accounts: 0 });
    expect(clients.stored(keys.approved)).toEqual([]);
  });

  it('closes with EXPIRED, once, where nobody decided', async () => {
    expect(await close()).toEqual({ decision: 'EXPIRED', decidedBy: null, accounts: 0 });
    expect(clients.stored(keys.decision)).toEqual({ decision: 'EXPIRED', decidedAt: closedAt });
    expect(clients.stored(keys.approved)).toEqual([]);
    vi.setSystemTime('2026-12-01T00:00:00.000Z');
    expect(await close(notAsked)).toEqual({ decision: 'EXPIRED', decidedBy: null, accounts: 0 });
    expect(clients.writes).toEqual([keys.decision, keys.approved, keys.approved]);
    expect(clients.stored(keys.decision)).toEqual({ decision: 'EXPIRED', decidedAt: closedAt });
  });

  it('closes with NOT_ASKED, and why, where nobody could be asked', async () => {
    expect(await close(notAsked)).toEqual({ decision: 'NOT_ASKED', decidedBy: null, accounts: 0 });
    expect(clients.stored(keys.decision)).toEqual({
      decision: 'NOT_ASKED',
      decidedAt: closedAt,
      caught: notAsked,
    });
    expect(clients.stored(keys.approved)).toEqual([]);
  });

  it('takes the decision that was written between its look and its own write', async () => {
    decide(approval);
    clients.s3Mock
      .on(GetObjectCommand, { Key: keys.decision })
      .rejectsOnce(new NoSuchKey({ message: '', $metadata: {} }))
      .callsFake(() => ({ Body: { transformToString: async () => JSON.stringify(approval) } }));
    expect(await close()).toEqual({ decision: 'APPROVED', decidedBy: 'ana@example.com', accounts: 1 });
    expect(clients.stored(keys.decision)).toEqual(approval);
    expect(clients.stored(keys.approved)).toEqual(toDelete);
  });

  it('writes a decision only where there is none', async () => {
    await close();
    const [written] = clients.s3Mock.commandCalls(PutObjectCommand, { Key: keys.decision });
    expect(written?.firstArg.input.IfNoneMatch).toBe('*');
  });

  it.each(['ConditionalRequestConflict', 'SlowDown', 'AccessDenied'])(
    'decides nothing where the decision cannot be written: %s',
    async (code) => {
      clients.s3Mock.on(PutObjectCommand, { Key: keys.decision }).rejects(awsError(code));
      await expect(close()).rejects.toMatchObject({ name: code });
      expect(clients.objects.has(keys.approved)).toBe(false);
    },
  );

  it('takes a decision that cannot be read for no reason to write one', async () => {
    clients.s3Mock.on(GetObjectCommand, { Key: keys.decision }).rejects(awsError('AccessDenied'));
    await expect(close()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(clients.writes).toEqual([]);
  });

  it.each([
    ['another account name', planText.replace('Payments production', 'Payments test')],
    ['one more space', `${planText} `],
    ['one more credential', planText.replace(oldKey.id, 'AKIAANOTHER0EXAMPLE')],
  ])('approves nothing where the stored plan has become %s', async (_, changed) => {
    decide(approval);
    clients.objects.set(keys.plan, changed);
    await expect(close()).rejects.toMatchObject({ name: 'PlanChangedError' });
    expect(clients.objects.has(keys.approved)).toBe(false);
  });

  it('approves nothing where the stored plan has no content, and may be asked again', async () => {
    decide(approval);
    clients.objects.set(keys.plan, '');
    await expect(close()).rejects.toMatchObject({ name: 'IncompleteAnswerError' });
    expect(clients.objects.has(keys.approved)).toBe(false);
  });

  it('approves nothing where the plan is gone', async () => {
    decide(approval);
    clients.objects.delete(keys.plan);
    await expect(close()).rejects.toMatchObject({ name: 'PlanChangedError' });
  });

  it.each([
    ['a credential that is not in the plan', [{ ...approvedKey, id: 'AKIANOTINPLAN' }]],
    [
      'MFA devices without their password',
      [{ accountId: '222222222222', kind: securityKey.kind, id: securityKey.id }],
    ],
  ])('approves nothing at all where the decision holds %s', async (_, credentials) => {
    decide({ ...approval, credentials: [approvedKey, ...credentials] });
    await expect(close()).rejects.toMatchObject({ name: 'PlanChangedError' });
    expect(clients.objects.has(keys.approved)).toBe(false);
  });

  it('fails on a stored decision that says neither yes nor no', async () => {
    clients.objects.set(keys.decision, JSON.stringify({ ...approval, decision: 'MAYBE' }));
    await expect(close()).rejects.toThrow();
    expect(clients.objects.has(keys.approved)).toBe(false);
  });

  it('counts accounts, not credentials', async () => {
    const more = { accountId: '222222222222', kind: password.kind, id: password.id };
    decide({ ...approval, credentials: [approvedKey, more] });
    expect(await close()).toEqual({ decision: 'APPROVED', decidedBy: 'ana@example.com', accounts: 2 });
  });
});

describe('CloseApproval of a privileged task', () => {
  const taskText = JSON.stringify(bucketPlan);
  const keysOf = (name: string) => `runs/${bucketPlan.run}/${name}.json`;
  const close = (clients: ReturnType<typeof inMemoryClients>, decision: object, text = taskText) => {
    clients.objects.set(keysOf('plan'), text);
    clients.objects.set(keysOf('decision'), JSON.stringify(decision));
    return invoke(handler, { run: bucketPlan.run, caught: null });
  };
  const approved = approvedTask(digestOf(taskText));

  it('gives back the targets that were to do, each with the digest of its policy', async () => {
    const clients = inMemoryClients();
    const targets = [{ accountId: '222222222222', resource: 'payments-logs', policyDigest: policySha256 }];
    expect(await close(clients, approved)).toEqual({
      decision: 'APPROVED',
      decidedBy: 'ana@example.com',
      accounts: 1,
      targets,
    });
    expect(clients.stored(keysOf('approved'))).toEqual(targets);
  });

  it('leaves out what was so already or could not be read', async () => {
    const text = JSON.stringify(recoveryPlan);
    const answer = await close(inMemoryClients(), approvedTask(digestOf(text)), text);
    expect(answer).toMatchObject({
      targets: [{ accountId: '222222222222' }, { accountId: '333333333333' }],
    });
  });

  it('gives back none when it was refused', async () => {
    const answer = await close(inMemoryClients(), { ...approved, decision: 'REJECTED' });
    expect(answer).toEqual({ decision: 'REJECTED', decidedBy: 'ana@example.com', accounts: 0 });
  });

  it('refuses a plan that is not the approved one', async () => {
    await expect(close(inMemoryClients(), approved, `${taskText} `)).rejects.toMatchObject({
      name: 'PlanChangedError',
    });
  });
});
