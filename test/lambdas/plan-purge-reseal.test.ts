import './support/quiet';
import { describe, expect, it } from 'vitest';
import { approvalEmail } from '../../lambdas/mail/request-emails';
import { handler, planPurge } from '../../lambdas/plan-purge';
import { whyNotOffered } from '../../lambdas/report/what-remains';
import { type Credential, credentialKinds, Plan, type TargetedAccounts } from '../../lambdas/run/model';
import { absent, credential, present, unread } from './support/iam';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { oldKey, password, virtualMfa } from './support/plan-fixture';
import { recoveryPlan, recoveryRequest } from './support/task-fixture';

const { run: task, startedAt, targets } = recoveryRequest;
const [account] = targets;
if (!account) throw new Error('The fixture has changed.');
const accounts: TargetedAccounts = {
  run: 'reseal-recovery',
  startedAt: '2026-11-23T14:00:00.000Z',
  mode: 'purge',
  credentials: [...credentialKinds],
  reseals: { run: task, startedAt },
  wholeOrganization: false,
  targets: [account],
  skipped: [],
};
const at = { createdAt: '2026-11-23T13:00:00.000Z' };
const key = credential('access-keys', 'AKIANEW', at);
const phone = credential('mfa-devices', 'GAHT1', at);
const madeNow = { ...password, ...at };

const found = (...credentials: Credential[]) => ({
  accountId: account.accountId,
  readings: Object.fromEntries(
    credentialKinds.map((kind) => {
      const held = credentials.filter((each) => each.kind === kind);
      return [kind, held.length > 0 ? present(...held) : absent[kind]];
    }),
  ) as typeof absent,
});

describe('the plan of a purge that takes away again what a task allowed', () => {
  it('holds what was made since, leaves what is older, and says so', () => {
    const inspections = [found(oldKey, key, madeNow, virtualMfa, phone)];
    const plan = planPurge(accounts, inspections, new Date(), [], recoveryPlan);
    const [planned] = plan.accounts;
    const why = `It was there before ${task}, and an ordinary purge is what takes it away.`;
    expect(planned).toMatchObject({
      credentials: [key, madeNow, phone],
      outOfScope: [
        { ...oldKey, made: 'before', why },
        { ...virtualMfa, made: 'before', why },
      ],
    });
    expect(planned?.outOfScope.map((each) => whyNotOffered(each, planned))).toEqual([why, why]);
    expect(plan.reseals).toBe(task);
    expect(approvalEmail(plan, { expiresAt: plan.plannedAt }, 'https://example.com/').message).toContain(
      `Only what was made since ${task}; 2 root credentials from before it stay`,
    );
  });

  it('holds nothing that nobody can date', () => {
    const targets = recoveryPlan.targets.map((target) => ({
      ...target,
      finding: { state: 'already-so' as const },
    }));
    const blind = { ...recoveryPlan, targets };
    const [planned] = planPurge(accounts, [found(key)], new Date(), [], blind).accounts;
    expect(planned?.credentials).toEqual([]);
    expect(planned?.outOfScope).toMatchObject([
      { made: 'unknown', why: expect.stringMatching(/^Nobody can tell/) },
    ]);
  });

  it('keeps a new MFA device while its password could not be read', () => {
    const { accountId, readings } = found(phone);
    const inspection = {
      accountId,
      readings: { ...readings, 'login-profile': unread('iam:GetLoginProfile') },
    };
    const [planned] = planPurge(accounts, [inspection], new Date(), [], recoveryPlan).accounts;
    expect(planned).toMatchObject({ credentials: [], outOfScope: [phone] });
  });

  it('is made from the plan of that task', async () => {
    const clients = inMemoryClients();
    const stored = {
      'runs/reseal-recovery/accounts.json': accounts,
      [`runs/${task}/plan.json`]: recoveryPlan,
      'found.json': [found(oldKey, madeNow)],
      'manifest.json': { ResultFiles: { SUCCEEDED: [{ Key: 'found.json' }], FAILED: [], PENDING: [] } },
    };
    for (const [name, value] of Object.entries(stored)) clients.objects.set(name, JSON.stringify(value));
    await invoke(handler, { run: 'reseal-recovery', manifest: 'manifest.json' });
    const { accounts: planned } = Plan.parse(clients.stored('runs/reseal-recovery/plan.json'));
    expect(planned).toMatchObject([{ credentials: [madeNow], outOfScope: [{ id: oldKey.id }] }]);
  });
});
