import './support/quiet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  type ApprovedAccount,
  type CredentialKind,
  credentialKinds,
  type PlannedAccount,
  type PurgeResult,
} from '../../lambdas/run/model';
import { outcomes, Report, type ReportedAccount } from '../../lambdas/run/report-shapes';
import { buildReport } from '../../lambdas/write-report';
import { arbitraryRun } from './support/arbitrary-run';

const finishedAt = new Date('2026-11-23T15:00:00.000Z');

interface Case {
  readonly reported: ReportedAccount;
  readonly planned: PlannedAccount | undefined;
  readonly approved: ApprovedAccount | undefined;
  readonly result: PurgeResult | undefined;
}

/** Holds a fact for every targeted account of many random runs. */
function forEveryAccount(fact: (account: Case) => void): void {
  const run = fc.property(arbitraryRun, ({ record, plan }) => {
    const report = buildReport(record, finishedAt);
    for (const { accountId } of record.accounts.targets) {
      const of = <T extends { accountId: string }>(list: readonly T[]) =>
        list.find((item) => item.accountId === accountId);
      const reported = of(report.accounts);
      if (!reported) throw new Error(`${accountId} is missing.`);
      fact({
        reported,
        planned: of(plan?.accounts ?? []),
        approved: of(record.approved),
        result: of(record.results),
      });
    }
  });
  fc.assert(run, { numRuns: 500, seed: 1 });
}

type Known = 'absent' | 'present' | 'unknown';

/** What the last look at an account said about a kind. */
function lastLook({ planned, approved, result }: Case, kind: CredentialKind): Known {
  if (approved && result && 'stages' in result) {
    return 'readings' in result.verification ? result.verification.readings[kind].state : 'unknown';
  }
  if (!planned || planned.unknown.some((unknown) => unknown.kind === kind)) return 'unknown';
  const found = [...planned.credentials, ...planned.outOfScope].some(
    (credential) => credential.kind === kind,
  );
  return found ? 'present' : 'absent';
}

const keysOf = (list: readonly { kind: string; id: string }[]) => list.map(({ kind, id }) => `${kind} ${id}`);

describe('the report, whatever went wrong', () => {
  it('holds every account of the run exactly once, and counts them', () => {
    const run = fc.property(arbitraryRun, ({ record }) => {
      const report = buildReport(record, finishedAt);
      const { targets, skipped } = record.accounts;
      expect(report.accounts.map(({ accountId }) => accountId)).toEqual(
        [...targets, ...skipped].map(({ accountId }) => accountId),
      );
      expect(report.outcomes).toEqual(
        Object.fromEntries(
          outcomes.map((each) => [each, report.accounts.filter(({ outcome }) => outcome === each).length]),
        ),
      );
      expect(z.parse(Report, JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
    });
    fc.assert(run, { numRuns: 300, seed: 1 });
  });

  it('calls an account clean or purged only where all four kinds were read and found absent', () => {
    forEveryAccount((account) => {
      const { outcome, remaining, unknown, appearedSincePlan } = account.reported;
      if (outcome !== 'clean' && outcome !== 'purged') return;
      expect(credentialKinds.map((kind) => lastLook(account, kind))).toEqual(
        credentialKinds.map(() => 'absent'),
      );
      expect({ remaining, unknown, appearedSincePlan }).toEqual({
        remaining: [],
        unknown: [],
        appearedSincePlan: [],
      });
    });
  });

  it('calls an account failed or unknown wherever a kind could not be read, and names the kind', () => {
    forEveryAccount((account) => {
      const unread = credentialKinds.filter((kind) => lastLook(account, kind) === 'unknown');
      expect(account.reported.unknown).toEqual(expect.arrayContaining(unread));
      if (account.reported.unknown.length > 0)
        expect(['failed', 'unknown']).toContain(account.reported.outcome);
    });
  });

  it('knows nothing about an account whose approved purge left no trace', () => {
    forEveryAccount(({ reported, approved, result }) => {
      if (!approved || !result || 'stages' in result) return;
      if (result.caught.state === 'AssumeRootToPurge') return;
      expect(reported).toMatchObject({ outcome: 'failed', deleted: [], unknown: [...credentialKinds] });
    });
  });

  it('says deleted only of what was approved', () => {
    forEveryAccount(({ reported, approved }) => {
      for (const { kind, id } of reported.deleted) expect(approved?.credentials[kind]).toContain(id);
    });
  });

  it('names a credential once: as deleted or as remaining', () => {
    forEveryAccount(({ reported: { deleted, remaining } }) => {
      const all = keysOf([...deleted, ...remaining]);
      expect(new Set(all).size).toBe(all.length);
    });
  });

  it('loses no credential of the plan that was not looked for and found gone', () => {
    forEveryAccount((account) => {
      const told = new Set(keysOf([...account.reported.deleted, ...account.reported.remaining]));
      const { credentials = [], outOfScope = [] } = account.planned ?? {};
      const stages = account.result && 'stages' in account.result && account.approved;
      const unaccounted = [...credentials, ...outOfScope].filter(
        (credential) => !told.has(`${credential.kind} ${credential.id}`),
      );
      for (const { kind } of unaccounted) {
        expect(stages && lastLook(account, kind)).toMatch(/absent|present/);
      }
    });
  });

  it('says of nothing in the plan, and of no unread kind, that it appeared since', () => {
    forEveryAccount(({ reported, planned }) => {
      const known = keysOf([...(planned?.credentials ?? []), ...(planned?.outOfScope ?? [])]);
      const unread = planned?.unknown.map(({ kind }) => kind);
      for (const { kind, id } of reported.appearedSincePlan) {
        expect(known).not.toContain(`${kind} ${id}`);
        expect(unread).not.toContain(kind);
        expect(keysOf(reported.remaining)).toContain(`${kind} ${id}`);
      }
    });
  });

  it('gives a reason wherever something is left, and a remedy wherever somebody must act', () => {
    forEveryAccount(({ reported: { outcome, reason, remedy, remaining } }) => {
      expect(reason === '').toBe(outcome === 'clean' || outcome === 'purged');
      if (outcome === 'failed' || outcome === 'unknown') expect(remedy).not.toBe('');
      for (const { why } of remaining) expect(why).not.toBe('');
    });
  });
});
