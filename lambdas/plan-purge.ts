import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { clientDefaults } from './shared/aws-clients';
import { env } from './shared/env';
import { failureOfCaught } from './shared/explain';
import { metrics, stateHandler } from './shared/handler';
import { readMapResults } from './shared/map-results';
import {
  type Account,
  type CredentialKind,
  credentialKinds,
  type Failure,
  Inspection,
  type Plan,
  type PlannedAccount,
  type Readings,
  TargetedAccounts,
} from './shared/model';
import { planDigest } from './shared/plan-digest';
import { requireJson, runKeys, writeText } from './shared/run-store';

/** Every targeted account, in the order of the list, with what was found in it; a missing finding is unknown. */
export function planPurge(
  { run, mode, reason, credentials, targets }: TargetedAccounts,
  inspections: readonly Inspection[],
  plannedAt: Date,
): Plan {
  const found = new Map(inspections.map((inspection) => [inspection.accountId, inspection]));
  return {
    run,
    plannedAt: plannedAt.toISOString(),
    mode,
    reason,
    accounts: targets.map((account) => planAccount(account, found.get(account.accountId), credentials)),
  };
}

function planAccount(
  account: Account,
  inspection: Inspection | undefined,
  scope: readonly CredentialKind[],
): PlannedAccount {
  if (!inspection) return allUnknown(account, noInspection);
  if ('caught' in inspection) return allUnknown(account, failureOfCaught(inspection.caught));
  const { readings } = inspection;
  const found = credentialKinds.flatMap((kind) => {
    const reading = readings[kind];
    return reading.state === 'present' ? reading.credentials : [];
  });
  const deletable = (kind: CredentialKind) =>
    scope.includes(kind) && (kind !== 'mfa-devices' || passwordCanGo(readings, scope));
  return {
    ...account,
    credentials: found.filter(({ kind }) => deletable(kind)),
    outOfScope: found.filter(({ kind }) => !deletable(kind)),
    unknown: credentialKinds.flatMap((kind) => {
      const reading = readings[kind];
      return reading.state === 'unknown' ? [{ kind, failure: reading.failure }] : [];
    }),
  };
}

/** MFA devices may go only where there is no password, or where it can go with them. */
function passwordCanGo(readings: Readings, scope: readonly CredentialKind[]): boolean {
  const password = readings['login-profile'];
  return password.state === 'absent' || (password.state === 'present' && scope.includes('login-profile'));
}

const noInspection: Failure = {
  call: 'InspectAccounts',
  error: 'NoResult',
  message: 'The inspection of this account ended without a result.',
};

function allUnknown(account: Account, failure: Failure): PlannedAccount {
  const unknown = credentialKinds.map((kind) => ({ kind, failure }));
  return { ...account, credentials: [], outOfScope: [], unknown };
}

const store = { s3: new S3Client(clientDefaults), bucket: env('RUN_BUCKET') };

export const handler = stateHandler(
  z.object({ run: z.string(), manifest: z.string() }),
  async ({ run, manifest }) => {
    const [accounts, inspections] = await Promise.all([
      requireJson(store, runKeys.accounts(run), TargetedAccounts),
      readMapResults(store, 'InspectAccounts', manifest, Inspection),
    ]);
    const plan = planPurge(accounts, inspections, new Date());
    const text = JSON.stringify(plan);
    await writeText(store, runKeys.plan(run), text);
    const credentials = plan.accounts.reduce((sum, account) => sum + account.credentials.length, 0);
    metrics.addMetric('CredentialsPlanned', MetricUnit.Count, credentials);
    return { mode: plan.mode, planDigest: planDigest(text), accounts: plan.accounts.length, credentials };
  },
);
