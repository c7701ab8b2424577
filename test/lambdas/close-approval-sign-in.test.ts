import './support/quiet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { planDigest } from '../../lambdas/approval/plan-digest';
import { handler } from '../../lambdas/close-approval';
import type { Decider } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { oldKey, plan } from './support/plan-fixture';

const { run } = plan;
const issuer = 'https://login.corp.example';
const planText = JSON.stringify(plan);
const signedIn = (at: string): Decider['knownBy'] => ({
  kind: 'sign-in',
  issuer: at,
  subject: 'ana',
  authenticatedAt: '2026-11-23T14:00:00.000Z',
});

describe('CloseApproval, where approvers sign in', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  beforeEach(() => {
    vi.stubEnv('SIGN_IN_ISSUER', issuer);
    clients = inMemoryClients();
    clients.objects.set(runKeys.plan(run), planText);
  });
  afterEach(() => vi.unstubAllEnvs());

  /** Closes a run that asked for this, with the decision of somebody who is known so. */
  async function close(signIn: { issuer: string } | undefined, knownBy: Decider['knownBy']) {
    const request = {
      run,
      planDigest: planDigest(planText),
      requestedAt: '2026-11-23T12:00:00.000Z',
      expiresAt: '2026-11-26T12:00:00.000Z',
      approvers: [{ email: 'ana@example.com', secretHash: 'ab'.repeat(32) }],
      signIn,
      sealedTaskToken: 'sealed',
    };
    const decision = {
      decision: 'APPROVED',
      planDigest: planDigest(planText),
      decidedAt: '2026-11-23T14:05:00.000Z',
      decidedBy: 'ana@example.com',
      knownBy,
      sourceIp: '203.0.113.7',
      credentials: [{ accountId: '333333333333', kind: oldKey.kind, id: oldKey.id }],
    };
    clients.objects.set(runKeys.approval(run), JSON.stringify(request));
    clients.objects.set(runKeys.decision(run), JSON.stringify(decision));
    return invoke(handler, { run, caught: null });
  }

  it.each([
    ['signed in there', { issuer }, signedIn(issuer)],
    ['was asked before anybody had to sign in', undefined, undefined],
  ])('lets delete what somebody approved who %s', async (_, asked, knownBy) => {
    expect(await close(asked, knownBy)).toMatchObject({ decision: 'APPROVED', accounts: 1 });
  });

  it.each([
    ['held a link', undefined],
    ['signed in elsewhere', signedIn('https://login.example.com')],
  ])('deletes nothing that somebody approved who %s', async (_, knownBy) => {
    await expect(close({ issuer }, knownBy)).rejects.toMatchObject({ name: 'DeciderUnknownError' });
    expect(clients.objects.has(runKeys.approved(run))).toBe(false);
  });
});
