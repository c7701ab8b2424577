import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { planDigest } from './approval/plan-digest';
import { presentIn, unreadIn } from './credentials/readings';
import { excepted, StandingException } from './credentials/standing-exceptions';
import { failureOfCaught } from './report/explain';
import { byAccountId } from './run/by-account-id';
import { readMapResults } from './run/map-results';
import {
  type Account,
  type Credential,
  type CredentialKind,
  type CredentialLeftAlone,
  credentialKinds,
  type Failure,
  Inspection,
  type MadeWhen,
  type Plan,
  type PlannedAccount,
  type ResealedTask,
  TargetedAccounts,
} from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, requireJson, writeText } from './run/run-store';
import { env } from './skeleton/env';
import { metrics, stateHandler } from './skeleton/handler';
import { madeWhen } from './tasks/made-when';
import { type PlannedTarget, TaskPlan } from './tasks/shapes';

/**
 * The plan of a purge: every targeted account with what was found in it; a missing finding is unknown. One that takes
 * away again what a task allowed compares with the plan of that task.
 */
export function planPurge(
  { run, organization, origin, mode, reason, reseals, credentials, targets }: TargetedAccounts,
  inspections: readonly Inspection[],
  plannedAt: Date,
  exceptions: readonly StandingException[] = [],
  taskPlan?: TaskPlan,
): Plan {
  const found = byAccountId(inspections);
  const before = byAccountId(taskPlan?.targets ?? []);
  const asked: Asked = { kinds: credentials, exceptions, plannedAt, reseals, before };
  return {
    kind: 'purge',
    run,
    plannedAt: plannedAt.toISOString(),
    organization,
    origin,
    mode,
    reason,
    reseals: reseals?.run,
    accounts: targets.map((account) => planAccount(account, found.get(account.accountId), asked)),
  };
}

/** What the plan is to be about. */
interface Asked {
  readonly kinds: readonly CredentialKind[];
  readonly exceptions: readonly StandingException[];
  readonly plannedAt: Date;
  /** The task since which a credential must have been made, and by account what there was before it. */
  readonly reseals: ResealedTask | undefined;
  readonly before: ReadonlyMap<string, PlannedTarget>;
}

function planAccount(account: Account, inspection: Inspection | undefined, asked: Asked): PlannedAccount {
  if (!inspection) return allUnknown(account, noInspection);
  if ('caught' in inspection) return allUnknown(account, failureOfCaught(inspection.caught));
  const { readings } = inspection;
  const judged = presentIn(readings).map((credential) => judge(account.accountId, credential, asked));
  const passwordStays =
    readings['login-profile'].state === 'unknown' ||
    judged.some(({ credential, planned }) => credential.kind === 'login-profile' && !planned);
  // MFA devices may go only where there is no password, or where it can go with them.
  const goes = ({ credential, planned }: Judged) =>
    planned && !(credential.kind === 'mfa-devices' && passwordStays);
  return {
    ...account,
    credentials: judged.filter(goes).map(({ credential }) => credential),
    outOfScope: judged.filter((each) => !goes(each)).map(({ credential }) => credential),
    unknown: unreadIn(readings),
  };
}

interface Judged {
  readonly planned: boolean;
  readonly credential: CredentialLeftAlone;
}

/** What the run was asked for, but for what is older than that, or under a standing exception. */
function judge(accountId: string, credential: Credential, asked: Asked): Judged {
  const { kinds, exceptions, plannedAt, reseals, before } = asked;
  if (!kinds.includes(credential.kind)) return { planned: false, credential };
  if (reseals) {
    const made = madeWhen(credential, before.get(accountId), reseals.startedAt);
    if (made !== 'since')
      return { planned: false, credential: { ...credential, made, why: notMadeSince[made](reseals.run) } };
  }
  const exception = excepted(exceptions, accountId, credential, plannedAt);
  if (!exception) return { planned: true, credential };
  return { planned: exception.why === undefined, credential: { ...credential, ...exception } };
}

const notMadeSince: Record<Exclude<MadeWhen, 'since'>, (task: string) => string> = {
  before: (task) => `It was there before ${task}, and an ordinary purge is what takes it away.`,
  unknown: (task) =>
    `Nobody can tell whether it was there before ${task}, so only an ordinary purge takes it away.`,
};

const noInspection: Failure = {
  call: 'InspectAccounts',
  error: 'NoResult',
  message: 'The inspection of this account ended without a result.',
};

function allUnknown(account: Account, failure: Failure): PlannedAccount {
  const unknown = credentialKinds.map((kind) => ({ kind, failure }));
  return { ...account, credentials: [], outOfScope: [], unknown };
}

const store = ownRunStore();

/** The Lambda `PlanPurge`: writes `plan.json` from what the children of `InspectAccounts` found. */
export const handler = stateHandler(
  z.object({ run: z.string(), manifest: z.string() }),
  async ({ run, manifest }) => {
    const [accounts, inspections] = await Promise.all([
      requireJson(store, runKeys.accounts(run), TargetedAccounts),
      readMapResults(store, 'InspectAccounts', manifest, Inspection),
    ]);
    const exceptions = z.parse(z.array(StandingException), JSON.parse(env('STANDING_EXCEPTIONS')));
    const taskPlan =
      accounts.reseals && (await requireJson(store, runKeys.plan(accounts.reseals.run), TaskPlan));
    const plan = planPurge(accounts, inspections, new Date(), exceptions, taskPlan);
    const text = JSON.stringify(plan);
    await writeText(store, runKeys.plan(run), text);
    const credentials = plan.accounts.reduce((sum, account) => sum + account.credentials.length, 0);
    const pending = plan.mode === 'purge' ? credentials : 0;
    metrics.addMetric('CredentialsPendingApproval', MetricUnit.Count, pending);
    return { mode: plan.mode, planDigest: planDigest(text), accounts: plan.accounts.length, credentials };
  },
);
