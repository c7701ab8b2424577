import '../support/quiet';
import { S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { newLinkSecret, secretHash } from '../../../lambdas/approval/approval-link';
import { approvalState, openLink } from '../../../lambdas/approval/approval-state';
import { inMemoryClients } from '../support/in-memory-clients';

const store = { s3: new S3Client({}), bucket: 'run-bucket' };
const secret = newLinkSecret();
const approver = { email: 'ana@example.com', secretHash: secretHash(secret) };
const approval = {
  run: 'run-1',
  planDigest: 'ab'.repeat(32),
  requestedAt: '2026-11-23T12:00:00.000Z',
  expiresAt: '2026-11-26T12:00:00.000Z',
  approvers: [approver],
  sealedTaskToken: 'sealed',
};
const decider = { decidedBy: 'ana@example.com' };
const link = { run: 'run-1', path: `/runs/run-1/${secret}`, approver, decider, approval };
const approved = {
  decision: 'APPROVED',
  planDigest: approval.planDigest,
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [],
} as const;
const decidedAt = approved.decidedAt;
const caught = { state: 'RequestApproval', error: 'E', cause: '' };

describe('openLink', () => {
  let clients: ReturnType<typeof inMemoryClients>;

  beforeEach(() => {
    clients = inMemoryClients();
    clients.objects.set('runs/run-1/approval.json', JSON.stringify(approval));
  });

  it('opens for the secret of an approver', async () => {
    expect(await openLink(store, 'run-1', secret)).toEqual(link);
  });

  it('opens for an execution with the longest name', async () => {
    const run = 'a'.repeat(80);
    clients.objects.set(`runs/${run}/approval.json`, JSON.stringify({ ...approval, run }));
    expect(await openLink(store, run, secret)).toMatchObject({ run });
  });

  it('stays shut where the request is one of another run', async () => {
    clients.objects.set('runs/run-2/approval.json', JSON.stringify(approval));
    expect(await openLink(store, 'run-2', secret)).toBeUndefined();
  });

  it.each([
    ['another secret', 'run-1', newLinkSecret()],
    ['the stored hash', 'run-1', approver.secretHash],
    ['no secret', 'run-1', ''],
    ['another run', 'run-2', secret],
  ])('stays shut for %s', async (_, run, guess) => {
    expect(await openLink(store, run, guess)).toBeUndefined();
  });

  it.each([
    '',
    '.',
    '..',
    '../run-1',
    'run-1/../run-1',
    'run-1/x',
    'run 1',
    'run-1\n',
    'a'.repeat(81),
    '*',
    '%2e%2e',
  ])('asks S3 for nothing in the name of %j, which no execution has', async (run) => {
    clients.objects.set(`runs/${run}/approval.json`, JSON.stringify(approval));
    expect(await openLink(store, run, secret)).toBeUndefined();
    expect(clients.s3Mock.calls()).toEqual([]);
  });
});

describe('approvalState', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const at = (time: string) => approvalState(store, approval, new Date(time));
  const decide = (decision: object) =>
    clients.objects.set('runs/run-1/decision.json', JSON.stringify(decision));

  beforeEach(() => {
    clients = inMemoryClients();
  });

  it.each([
    ['2026-11-26T11:59:59.999Z', 'pending'],
    ['2026-11-26T12:00:00.000Z', 'expired'],
    ['2027-01-01T00:00:00.000Z', 'expired'],
  ])('is, undecided at %s, %s', async (time, state) => {
    expect(await at(time)).toEqual({ state });
  });

  it.each([
    [approved, { state: 'decided', decision: approved }],
    [
      { ...approved, decision: 'REJECTED' },
      { state: 'decided', decision: { ...approved, decision: 'REJECTED' } },
    ],
    [{ decision: 'EXPIRED', decidedAt }, { state: 'expired' }],
    [{ decision: 'NOT_ASKED', decidedAt, caught }, { state: 'closed' }],
  ])('is what was decided, before and after its time: %j', async (decision, state) => {
    decide(decision);
    expect(await at('2026-11-23T15:00:00.000Z')).toEqual(state);
    expect(await at('2027-01-01T00:00:00.000Z')).toEqual(state);
  });
});
