import * as z from 'zod/mini';
import {
  ApprovedAccount,
  type CredentialRef,
  credentialKinds,
  type Deletion,
  Inspection,
  Plan,
  type PlannedAccount,
  PurgeResult,
  type Readings,
  TargetedAccounts,
} from '../../lambdas/run/model';
import type { Report } from '../../lambdas/run/report-shapes';
import { approvalIn, type StoredApproval } from './approval-check';
import type { RunReader } from './run-files';

/** What a purge or an audit left, each part as it is stored; a part is missing where there is none. */
export interface PurgeRun extends StoredApproval {
  readonly report: Report;
  readonly accounts: TargetedAccounts | undefined;
  readonly inspections: ReadonlyMap<string, Inspection> | undefined;
  readonly plan: Plan | undefined;
  readonly approved: readonly CredentialRef[] | undefined;
  readonly results: ReadonlyMap<string, PurgeResult> | undefined;
}

/** Reads all of it but the report. */
export function readPurgeRun(reader: RunReader, report: Report): PurgeRun {
  const approved = reader.read('approved.json', z.array(ApprovedAccount));
  return {
    report,
    accounts: reader.read('accounts.json', TargetedAccounts),
    inspections: byAccount(reader.readResults('inspection', Inspection)),
    plan: reader.read('plan.json', Plan),
    ...approvalIn(reader),
    approved: approved?.flatMap(refsIn),
    results: byAccount(reader.readResults('purge', PurgeResult)),
  };
}

/** Of several about one account the last one counts. */
function byAccount<T extends { accountId: string }>(list: readonly T[] | undefined) {
  return list && new Map(list.map((item) => [item.accountId, item] as const));
}

function refsIn({ accountId, credentials }: ApprovedAccount): CredentialRef[] {
  return credentialKinds.flatMap((kind) => credentials[kind].map((id) => ({ accountId, kind, id })));
}

/** What a person approved: nothing where nobody approved. */
export function approvedIn({ decision }: PurgeRun): readonly CredentialRef[] {
  return decision?.decision === 'APPROVED' ? decision.credentials : [];
}

/** What may have been deleted by it: a rehearsal is approved like a purge, and an audit asks nobody. */
export function deletableIn(run: PurgeRun): readonly CredentialRef[] {
  return run.accounts?.mode === 'purge' ? approvedIn(run) : [];
}

/** Everything in the plan that was to be decided on. */
export function offeredIn({ plan }: PurgeRun): CredentialRef[] {
  return (plan?.accounts ?? []).flatMap(({ accountId, credentials }) =>
    credentials.map(({ kind, id }) => ({ accountId, kind, id })),
  );
}

/** What the stages of an account say that they did. */
export function deletionsOf(result: PurgeResult | undefined): Deletion[] {
  const stages = result && 'stages' in result ? result.stages : [];
  return stages.flatMap((stage) => ('deletions' in stage ? stage.deletions : []));
}

/** What was read after the deletions of an account; `undefined` where nobody could look. */
export function secondLookOf(result: PurgeResult | undefined): Readings | undefined {
  return result && 'stages' in result && 'readings' in result.verification
    ? result.verification.readings
    : undefined;
}

/** The account of the plan. */
export function plannedIn({ plan }: PurgeRun, accountId: string): PlannedAccount | undefined {
  return plan?.accounts.find((account) => account.accountId === accountId);
}
