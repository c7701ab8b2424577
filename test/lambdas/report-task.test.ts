import './support/quiet';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { planDigest } from '../../lambdas/approval/plan-digest';
import { handler } from '../../lambdas/report-task';
import { metrics } from '../../lambdas/skeleton/handler';
import { TaskReport } from '../../lambdas/tasks/shapes';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { executionArn } from './support/organization';
import { plan, unusedKey } from './support/plan-fixture';
import { report, reportedAccount } from './support/report-fixture';
import { approvedTask, recoveryPlan, recoveryRequest } from './support/task-fixture';

const { run } = recoveryPlan;
const planText = JSON.stringify(recoveryPlan);
const resealAt = '2026-11-23T16:05:00.000Z';
const done = ['222222222222', '333333333333'].map((accountId) => ({ accountId, result: 'done' }));
const payload = { run, performed: done, caught: null, resealAt, reseal: null };

describe('ReportTask', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const stored = () => TaskReport.parse(clients.stored(`runs/${run}/report.json`));

  beforeEach(() => {
    clients = inMemoryClients();
    clients.objects.set(
      `runs/${run}/task.json`,
      JSON.stringify({ ...recoveryRequest, origin: { executionArn } }),
    );
    clients.objects.set(`runs/${run}/plan.json`, planText);
    clients.objects.set(`runs/${run}/decision.json`, JSON.stringify(approvedTask(planDigest(planText))));
  });

  it('reports every target exactly once, and what needs attention', async () => {
    const counted = vi.spyOn(metrics, 'addMetric').mockClear();
    const answer = await invoke(handler, payload);
    expect(counted.mock.calls).toEqual([['TaskTargetsDone', 'Count', 2]]);
    expect(stored().targets.map(({ accountId, outcome }) => [accountId, outcome])).toEqual([
      ['222222222222', 'done'],
      ['333333333333', 'done'],
      ['444444444444', 'failed'],
      ['555555555555', 'already-so'],
    ]);
    expect(stored()).toMatchObject({ resealAt, planDigest: planDigest(planText) });
    expect(stored().resealRun).toBeUndefined();
    expect(stored().whoStarted).toEqual({ state: 'not-there-yet' });
    expect(answer).toMatchObject({
      unsettled: 1,
      outcomes: { done: 2, failed: 1, 'already-so': 1 },
      cause: expect.stringContaining('444444444444 failed: AWS refused a root session'),
      email: { subject: 'Privileged task: 2 done, 1 need attention' },
    });
    expect(clients.objects.get(`runs/${run}/report.html`)).toContain('What comes next');
  });

  it('writes down the digests of what it was made from, those of proposals, too', async () => {
    const rules = { required: 2, people: [] };
    const approval = {
      run,
      planDigest: '',
      requestedAt: '',
      expiresAt: '',
      approvers: [],
      sealedTaskToken: '',
    };
    clients.objects.set(`runs/${run}/approval.json`, JSON.stringify({ ...approval, rules }));
    clients.objects.set(`runs/${run}/proposals/1.json`, '"proposed"');
    await invoke(handler, payload);
    expect(clients.objects.get(`runs/${run}/SHA256SUMS`)).toContain(
      `${planDigest('"proposed"')}  proposals/1.json\n`,
    );
  });

  it('has a report even where there is nothing but the request', async () => {
    clients.objects.delete(`runs/${run}/plan.json`);
    clients.objects.delete(`runs/${run}/decision.json`);
    const caught = { state: 'ReadTargets', error: 'States.DataLimitExceeded', cause: '' };
    expect(await invoke(handler, { ...payload, performed: [], resealAt: null, caught })).toMatchObject({
      unsettled: 4,
    });
  });

  it('names five targets in the cause, and counts the others, within what a Fail state takes', async () => {
    const targets = Array.from({ length: 40 }, (_, index) => ({
      accountId: String(200_000_000_000 + index),
      name: 'x'.repeat(40),
      email: 'x@example.com',
    }));
    clients.objects.set(`runs/${run}/task.json`, JSON.stringify({ ...recoveryRequest, targets }));
    clients.objects.delete(`runs/${run}/plan.json`);
    const caught = { state: 'ReadTargets', error: 'States.DataLimitExceeded', cause: 'x'.repeat(30_000) };
    const { cause } = await invoke(handler, { ...payload, performed: [], caught });
    expect(cause.split('\n').slice(6)).toEqual(['… and 35 more.']);
    expect(cause.length).toBeLessThanOrEqual(8000);
  });

  describe('once the accounts were sealed again', () => {
    const reseal = { run: 'reseal-1', caught: null };
    const sealed = (outcome: 'purged' | 'kept' | 'expired') => {
      const { kind, id } = unusedKey;
      const accounts = done.map(({ accountId }) =>
        reportedAccount({
          accountId,
          outcome,
          ...(outcome === 'purged'
            ? { deleted: [{ kind, id, result: 'deleted' }] }
            : { remaining: [{ kind, id, why: 'so' }] }),
        }),
      );
      const decision = outcome === 'expired' ? { decision: 'EXPIRED', decidedAt: '' } : report.decision;
      clients.objects.set('runs/reseal-1/report.json', JSON.stringify({ ...report, decision, accounts }));
      const [account] = plan.accounts;
      const planned = done.map(({ accountId }) => ({ ...account, accountId, credentials: [unusedKey] }));
      clients.objects.set('runs/reseal-1/plan.json', JSON.stringify({ ...plan, accounts: planned }));
    };

    it.each([
      ['purged', 'yes', 1],
      // Somebody decided so.
      ['kept', 'kept', 1],
      ['expired', 'no', 3],
    ] as const)(
      '%s is sealed again: %s, and leaves %i that need attention',
      async (outcome, is, unsettled) => {
        sealed(outcome);
        expect(await invoke(handler, { ...payload, reseal })).toMatchObject({ unsettled });
        expect(stored().targets.map(({ resealed }) => resealed?.sealed)).toEqual([
          is,
          is,
          undefined,
          undefined,
        ]);
      },
    );

    it('says what was found, and no more what comes next', async () => {
      sealed('purged');
      const { email } = await invoke(handler, { ...payload, reseal });
      expect(stored()).toMatchObject({
        resealRun: 'reseal-1',
        targets: [
          { resealed: { credentials: [{ id: unusedKey.id, became: 'deleted' }] } },
          { resealed: { credentials: [{ id: unusedKey.id, became: 'deleted' }] } },
          {},
          {},
        ],
      });
      expect(stored().targets.flatMap(({ next }) => next)).toEqual([]);
      expect(email.message).toContain(
        `Access key ${unusedKey.id}, made Mon, 30 Aug 2021, 10:00 UTC, never used: deleted`,
      );
      expect(email.subject).toBe('Privileged task: taken away again in 2 of 2 accounts, 1 need attention');
    });

    it.each([
      ['refused', { ...approvedTask(planDigest(planText)), decision: 'REJECTED' as const }],
      ['was never decided', undefined],
    ])('compares nothing where the task %s', async (_, decision) => {
      sealed('purged');
      clients.objects.delete(`runs/${run}/decision.json`);
      if (decision) clients.objects.set(`runs/${run}/decision.json`, JSON.stringify(decision));
      await invoke(handler, { ...payload, performed: [], reseal });
      expect(stored().targets.filter(({ resealed }) => resealed)).toEqual([]);
    });

    it('compares nothing where the task failed, which changed nothing', async () => {
      sealed('purged');
      const failure = { call: 'iam:CreateLoginProfile', error: 'AccessDenied', message: 'no' };
      const performed = done.map(({ accountId }) => ({ accountId, result: 'failed', failure }));
      await invoke(handler, { ...payload, performed, reseal });
      expect(stored().targets.filter(({ resealed }) => resealed)).toEqual([]);
    });

    it('counts an account whose task never came to an end, which may be open', async () => {
      sealed('purged');
      await invoke(handler, { ...payload, performed: [], reseal });
      expect(stored().targets.filter(({ resealed }) => resealed)).toHaveLength(2);
    });
  });
});
