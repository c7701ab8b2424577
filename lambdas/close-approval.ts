import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { approvedAccounts } from './shared/approved-accounts';
import { clientDefaults } from './shared/aws-clients';
import { env } from './shared/env';
import { PlanChangedError } from './shared/errors';
import { stateHandler } from './shared/handler';
import { type ApprovedAccount, CaughtError, Decision, Plan } from './shared/model';
import { planDigest } from './shared/plan-digest';
import {
  type RunStore,
  readJson,
  readText,
  requireJson,
  runKeys,
  writeOnce,
  writeText,
} from './shared/run-store';

/**
 * The decision that counts: the stored one, or else the one that closes the approval for good. Whoever writes
 * `decision.json` first wins, a late approver or this state.
 */
export async function finalDecision(
  store: RunStore,
  run: string,
  caught: CaughtError | null,
  closedAt: Date,
): Promise<Decision> {
  const stored = await readJson(store, runKeys.decision(run), Decision);
  if (stored) return stored;
  const decidedAt = closedAt.toISOString();
  const closing: Decision = caught
    ? { decision: 'NOT_ASKED', decidedAt, caught }
    : { decision: 'EXPIRED', decidedAt };
  const first = await writeOnce(store, runKeys.decision(run), JSON.stringify(closing));
  return first ? closing : requireJson(store, runKeys.decision(run), Decision);
}

/** @throws PlanChangedError when the stored plan is not the one that was decided on */
export async function accountsToPurge(
  store: RunStore,
  run: string,
  decision: Decision,
): Promise<ApprovedAccount[]> {
  if (decision.decision !== 'APPROVED') return [];
  const text = await readText(store, runKeys.plan(run));
  if (text === undefined || planDigest(text) !== decision.planDigest) {
    throw new PlanChangedError('The stored plan is not the one that was approved. Nothing was deleted.');
  }
  return approvedAccounts(z.parse(Plan, JSON.parse(text)), decision.credentials);
}

const store = { s3: new S3Client(clientDefaults), bucket: env('RUN_BUCKET') };

export const handler = stateHandler(
  z.object({ run: z.string(), caught: z.nullable(CaughtError) }),
  async ({ run, caught }) => {
    const decision = await finalDecision(store, run, caught, new Date());
    const approved = await accountsToPurge(store, run, decision);
    await writeText(store, runKeys.approved(run), JSON.stringify(approved));
    return { decision: decision.decision, accounts: approved.length };
  },
);
