import * as z from 'zod/mini';
import { sameAs } from '../credentials/credential-ids';
import { explain, failureOfCaught } from '../report/explain';
import {
  type CaughtError,
  type Credential,
  credentialKinds,
  type Failure,
  Plan,
  type PlannedAccount,
} from '../run/model';
import { Report, type ReportedAccount } from '../run/report-shapes';
import { runKeys } from '../run/run-keys';
import { type RunStore, readJson } from '../run/run-store';
import type { Reseal, Resealed, ResealedCredential } from './shapes';

/** What the purge after a task left in the run store, as far as it got. */
export interface PurgeRecord {
  readonly plan: Plan | undefined;
  readonly report: Report | undefined;
  /** Why it did not succeed, in plain words. */
  readonly failure: string;
}

/**
 * The record of the purge that took password recovery away again. One that was never started left none: what is there
 * under its name is another execution's.
 */
export async function readPurge(store: RunStore, { run, caught }: Reseal): Promise<PurgeRecord> {
  const failure = caught ? explain(failureOfPurge(caught)).reason : '';
  if (caught && caught.error !== childFailed) return { plan: undefined, report: undefined, failure };
  const [plan, report] = await Promise.all([
    readJson(store, runKeys.plan(run), Plan),
    readJson(store, runKeys.report(run, 'json'), Report),
  ]);
  return { plan, report, failure };
}

/** How a task that waits for a child execution fails when the child did. */
const childFailed = 'States.TaskFailed';

/** What it then says is the description of the child, as far as it matters here. */
const ChildDescription = z.object({
  Status: z.optional(z.string()),
  Error: z.optional(z.string()),
  Cause: z.optional(z.string()),
});

/** What the purge itself said, where it failed; the description around it is for the console. */
function failureOfPurge(caught: CaughtError): Failure {
  const child = childIn(caught);
  if (!child) return failureOfCaught(caught);
  const { Status = 'FAILED', Error: error = Status, Cause: cause = 'it did not say why' } = child;
  return failureOfCaught({ state: caught.state, error, cause });
}

function childIn({ error, cause }: CaughtError): z.infer<typeof ChildDescription> | undefined {
  if (error !== childFailed) return undefined;
  try {
    return z.parse(ChildDescription, JSON.parse(cause));
  } catch {
    return undefined;
  }
}

/** What the purge after a task found in one account, and what became of it. */
export function resealedAccount(accountId: string, { plan, report, failure }: PurgeRecord): Resealed {
  const settled = report?.accounts.find((account) => account.accountId === accountId);
  const found = plan?.accounts.find((account) => account.accountId === accountId);
  const ended = settled
    ? { outcome: settled.outcome, reason: settled.reason }
    : { outcome: 'unknown' as const, reason: failure || 'The purge left no report on this account.' };
  if (!found) return { ...ended, sealed: 'unknown', credentials: [], unknown: [...credentialKinds] };
  const credentials = [
    ...found.credentials.map((each) =>
      met(each, 'since', fateOf(each, settled, wasKept(accountId, each, report))),
    ),
    ...found.outOfScope.map((each) => met(each, each.made ?? 'since', fateOf(each, settled, true))),
    ...(settled ? foundAfterPlan(found, settled) : []),
  ];
  const unknown = found.unknown.map(({ kind }) => kind);
  return { ...ended, sealed: sealedBy(credentials, unknown), credentials, unknown };
}

type Fate = Pick<ResealedCredential, 'became' | 'why'>;

function met(
  { kind, id, createdAt, lastUsed }: Credential,
  made: ResealedCredential['made'],
  fate: Fate,
): ResealedCredential {
  return { kind, id, createdAt, lastUsed, made, ...fate };
}

/** What the purge's report says became of a credential; `isKept` where it stays on purpose if it does. */
function fateOf(credential: Credential, settled: ReportedAccount | undefined, isKept: boolean): Fate {
  const deleted = settled?.deleted.find(sameAs(credential));
  if (deleted) return { became: deleted.result };
  if (!settled || settled.unknown.includes(credential.kind)) return { became: 'unknown' };
  const remaining = settled.remaining.find(sameAs(credential));
  if (!remaining) return { became: 'already-gone' };
  return { became: isKept ? 'kept' : 'still-there', why: remaining.why };
}

/** Whether a person decided, and not for this. */
function wasKept(accountId: string, credential: Credential, report: Report | undefined): boolean {
  const { decision } = report ?? {};
  if (decision?.decision === 'REJECTED') return true;
  if (decision?.decision !== 'APPROVED') return false;
  return !decision.credentials.some((each) => each.accountId === accountId && sameAs(credential)(each));
}

/** What nobody was asked about, since it appeared or could be read only after the plan. */
function foundAfterPlan(
  { credentials, outOfScope }: PlannedAccount,
  { remaining, appearedSincePlan }: ReportedAccount,
): ResealedCredential[] {
  return remaining
    .filter((each) => ![...credentials, ...outOfScope].some(sameAs(each)))
    .map((each) => ({
      ...each,
      lastUsed: { state: 'not-recorded' },
      made: appearedSincePlan.some(sameAs(each)) ? 'since' : 'unknown',
      became: 'still-there',
    }));
}

function sealedBy(
  credentials: readonly ResealedCredential[],
  unread: readonly unknown[],
): Resealed['sealed'] {
  const newer = credentials.filter(({ made }) => made === 'since');
  const some = (fate: ResealedCredential['became']) => newer.some(({ became }) => became === fate);
  if (some('still-there')) return 'no';
  const cannotTell = credentials.some(({ made }) => made === 'unknown');
  if (some('unknown') || cannotTell || unread.length > 0) return 'unknown';
  return some('kept') ? 'kept' : 'yes';
}
