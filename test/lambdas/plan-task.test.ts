import './support/quiet';
import { beforeEach, describe, expect, it } from 'vitest';
import { planDigest } from '../../lambdas/approval/plan-digest';
import { handler } from '../../lambdas/plan-task';
import { absent, credential, present, unread } from './support/iam';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { bucketRequest, policySha256, policyText, recoveryRequest } from './support/task-fixture';

let clients: ReturnType<typeof inMemoryClients>;

beforeEach(() => {
  clients = inMemoryClients();
  for (const request of [bucketRequest, recoveryRequest])
    clients.objects.set(`runs/${request.run}/task.json`, JSON.stringify(request));
});

const plan = (run: string) => clients.stored(`runs/${run}/plan.json`);

describe('the plan of a policy', () => {
  const { run } = bucketRequest;
  const found = (policy: object) =>
    invoke(handler, { run, findings: [{ accountId: '222222222222', policy }] });

  it('holds its text, and the same text is kept before the plan is there', async () => {
    const answer = await found({ state: 'present', text: policyText });
    expect(clients.writes).toEqual([`runs/${run}/policy.json`, `runs/${run}/plan.json`]);
    expect(clients.objects.get(`runs/${run}/policy.json`)).toBe(policyText);
    expect(answer).toEqual({
      planDigest: planDigest(clients.objects.get(`runs/${run}/plan.json`) ?? ''),
      toDo: 1,
    });
    expect(plan(run)).toMatchObject({
      task: 'delete-bucket-policy',
      reason: 'Nobody can get in.',
      targets: [
        {
          finding: { state: 'to-do' },
          policy: {
            text: policyText,
            digest: policySha256,
            storedAs: `s3://run-bucket/runs/${run}/policy.json`,
          },
        },
      ],
    });
  });

  it.each([
    [{ state: 'absent' }, { state: 'already-so' }],
    [unread('s3:GetBucketPolicy'), unread('s3:GetBucketPolicy')],
  ])('that is %j has nothing to decide on', async (policy, finding) => {
    expect(await found(policy)).toMatchObject({ toDo: 0 });
    expect(plan(run)).toMatchObject({ targets: [{ finding }] });
    expect(clients.writes).toEqual([`runs/${run}/plan.json`]);
  });
});

describe('the plan of password recovery', () => {
  const { run } = recoveryRequest;
  const key = credential('access-keys', 'AKIA1');

  it('has every target, with what its root user holds; only those without a password are to do', async () => {
    const findings = [
      { accountId: '222222222222', readings: { ...absent, 'access-keys': present(key) } },
      { accountId: '333333333333', readings: { ...absent, 'login-profile': unread('iam:GetLoginProfile') } },
      {
        accountId: '444444444444',
        readings: { ...absent, 'login-profile': present(credential('login-profile', 'login-profile')) },
      },
    ];
    expect(await invoke(handler, { run, findings })).toMatchObject({ toDo: 1 });
    expect(plan(run)).toMatchObject({
      resealAfterSeconds: 7200,
      targets: [
        { accountId: '222222222222', finding: { state: 'to-do' }, credentials: [key], unread: [] },
        {
          accountId: '333333333333',
          finding: unread('iam:GetLoginProfile'),
          unread: [{ kind: 'login-profile' }],
        },
        { accountId: '444444444444', finding: { state: 'already-so' } },
        { accountId: '555555555555', finding: { state: 'unknown', failure: { error: 'NoResult' } } },
      ],
    });
  });

  it('takes a caught error for unknown', async () => {
    const caught = { state: 'AssumeRootToInspect', error: 'AccessDenied', cause: '{"errorMessage":"no"}' };
    await invoke(handler, { run, findings: [{ accountId: '222222222222', caught }] });
    expect(plan(run)).toMatchObject({
      targets: [
        {
          finding: {
            state: 'unknown',
            failure: { call: 'sts:AssumeRoot', error: 'AccessDenied', message: 'no' },
          },
        },
        {},
        {},
        {},
      ],
    });
  });
});
