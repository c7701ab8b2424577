import './support/quiet';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/close-approval';
import type { ApprovalRules, Decision, Proposal } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { sha256 } from '../../lambdas/run/sha256';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { oldKey, plan, unusedKey } from './support/plan-fixture';

const { run } = plan;
const executionArn = 'arn:aws:states:eu-west-1:111122223333:execution:Purge:x';
const planText = JSON.stringify(plan);
const credentials = [{ accountId: '333333333333', kind: oldKey.kind, id: oldKey.id }];
const proposal: Proposal = {
  planDigest: sha256(planText),
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials,
};
const textOf = (changes: Partial<Proposal> = {}) => JSON.stringify({ ...proposal, ...changes });
const confirmed = (text = textOf()): Decision => {
  const { planDigest: _, credentials: __, ...proposed } = proposal;
  return {
    ...{ ...proposal, decision: 'APPROVED', decidedBy: 'ben@example.com' },
    proposal: { ...proposed, number: 1, digest: sha256(text) },
  };
};
const alone: Decision = { ...proposal, decision: 'APPROVED' };
const two: ApprovalRules = { required: 2, people: [] };

describe('CloseApproval allows nothing', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const cloudTrail = mockClient(CloudTrailClient);
  const close = () => invoke(handler, { run, caught: null });
  const store = (rules: ApprovalRules | undefined, decision: Decision, proposalText?: string) => {
    const approval = { run, planDigest: sha256(planText), approvers: [], sealedTaskToken: '', rules };
    const times = { requestedAt: plan.plannedAt, expiresAt: plan.plannedAt };
    clients.objects.set(runKeys.approval(run), JSON.stringify({ ...approval, ...times }));
    clients.objects.set(runKeys.decision(run), JSON.stringify(decision));
    if (proposalText) clients.objects.set(runKeys.proposal(run, 1), proposalText);
  };
  /** What CloudTrail says by now. */
  const startedBy = (arn: string) =>
    cloudTrail.on(LookupEventsCommand).resolves({
      Events: [
        {
          EventId: '1',
          CloudTrailEvent: JSON.stringify({
            userIdentity: { arn },
            eventID: '1',
            eventTime: plan.plannedAt,
            responseElements: { executionArn },
          }),
        },
      ],
    });

  beforeEach(() => {
    vi.stubEnv(
      'APPROVAL_RULES',
      JSON.stringify({ required: 2, for: 'everything', requester: 'may-not-approve', people: [] }),
    );
    clients = inMemoryClients();
    cloudTrail.reset();
    cloudTrail.on(LookupEventsCommand).resolves({ Events: [] });
    clients.objects.set(runKeys.plan(run), planText);
    clients.objects.set(
      runKeys.accounts(run),
      JSON.stringify({ startedAt: plan.plannedAt, origin: { executionArn } }),
    );
  });
  afterEach(() => vi.unstubAllEnvs());

  it('unless two people approved: then it does', async () => {
    store(two, confirmed(), textOf());
    expect(await close()).toMatchObject({ decision: 'APPROVED', accounts: 1 });
  });

  it.each<[string, Decision, string | undefined, string]>([
    ['one person approved', alone, undefined, 'there is no proposal'],
    ['the proposal is not stored', confirmed(), undefined, 'there is no proposal'],
    ['the proposal was changed', confirmed(), textOf({ comment: 'x' }), 'is not what the first one proposed'],
    [
      'the proposal is of other credentials',
      confirmed(textOf({ credentials: [{ ...credentials[0], id: unusedKey.id }] as typeof credentials })),
      textOf({ credentials: [{ ...credentials[0], id: unusedKey.id }] as typeof credentials }),
      'is not what the first one proposed',
    ],
    [
      'the proposal is about another plan',
      confirmed(textOf({ planDigest: 'f' })),
      textOf({ planDigest: 'f' }),
      'is not what the first one proposed',
    ],
    [
      'both are one person',
      confirmed(textOf({ decidedBy: 'ben@example.net' })),
      textOf({ decidedBy: 'ben@example.net' }),
      'may be the one who proposed',
    ],
  ])('where %s', async (_, decision, text, message) => {
    store(two, decision, text);
    await expect(close()).rejects.toThrow(message);
    await expect(close()).rejects.toMatchObject({ name: 'ApprovalsMissingError' });
    expect(clients.objects.has(runKeys.approved(run))).toBe(false);
  });

  const unknown = { required: 2, people: [], requester: { isKnown: false, others: 1 } };
  const anas = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_A_0123456789abcdef/ana';
  const bothRequired = { ...unknown, requester: { isKnown: false, others: 2 } };

  it('where CloudTrail says by then that the requester is one of the two who had to be others', async () => {
    startedBy(anas);
    store(bothRequired, confirmed(), textOf());
    await expect(close()).rejects.toThrow(`${anas} started this run, and may not approve it.`);
  });

  it('but where the other one was enough', async () => {
    startedBy(anas);
    store(unknown, confirmed(), textOf());
    expect(await close()).toMatchObject({ accounts: 1 });
  });

  it('where the only one who approved started it, as CloudTrail says', async () => {
    startedBy(anas);
    const known = { identity: 'ben@example.com', isKnown: true, others: 1 };
    store({ required: 1, people: [], requester: known }, alone);
    await expect(close()).rejects.toThrow('started this run');
  });

  it('where they are known to have started it, and CloudTrail says nothing', async () => {
    const known = { identity: anas, isKnown: true, others: 1 };
    store({ required: 1, people: [], requester: known }, alone);
    await expect(close()).rejects.toThrow('started this run');
  });
});
