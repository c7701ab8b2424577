import * as z from 'zod/mini';
import { explain, failureOfCaught } from '../report/explain';
import { type CaughtError, type Credential, credentialKinds, type Failure, Plan, Report } from '../run/model';
import { runKeys } from '../run/run-keys';
import { type RunStore, readJson } from '../run/run-store';
import type { PlannedTarget, Reseal, Resealed } from './shapes';

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

/** What the purge after a task found in one account, beside what its root user held before the task. */
export function compareWithBefore(before: PlannedTarget, { plan, report, failure }: PurgeRecord): Resealed {
  const { accountId } = before;
  const settled = report?.accounts.find((account) => account.accountId === accountId);
  const found = plan?.accounts.find((account) => account.accountId === accountId);
  const ended = settled
    ? { outcome: settled.outcome, reason: settled.reason }
    : { outcome: 'unknown' as const, reason: failure || 'The purge left no report on this account.' };
  if (!found)
    return { ...ended, password: { state: 'unknown' }, appeared: [], unknown: [...credentialKinds] };
  const held = [...found.credentials, ...found.outOfScope];
  const unread = [...before.unread, ...found.unknown].map(({ kind }) => kind);
  const known = new Set(before.credentials.map(keyOf));
  return {
    ...ended,
    password: passwordIn(held, unread),
    appeared: held
      .filter((credential) => credential.kind !== 'login-profile' && !known.has(keyOf(credential)))
      .filter(({ kind }) => !before.unread.some((each) => each.kind === kind))
      .map(({ kind, id }) => ({ accountId, kind, id })),
    unknown: credentialKinds.filter((kind) => unread.includes(kind)),
  };
}

function passwordIn(held: readonly Credential[], unread: readonly string[]): Resealed['password'] {
  const password = held.find(({ kind }) => kind === 'login-profile');
  if (password) return { state: 'present', createdAt: password.createdAt, lastUsed: password.lastUsed };
  return { state: unread.includes('login-profile') ? 'unknown' : 'absent' };
}

function keyOf({ kind, id }: Credential): string {
  return `${kind}/${id}`;
}
