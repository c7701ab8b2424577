import * as z from 'zod/mini';
import type { ApprovalRequest } from '../run/model';
import { runKeys } from '../run/run-keys';
import { type RunStore, readText } from '../run/run-store';
import { PlanChangedError } from '../skeleton/errors';
import { AnyPlan } from '../tasks/shapes';
import { planDigest } from './plan-digest';

/** The stored plan that a request asks about. @throws PlanChangedError when it is not, byte for byte, what was asked */
export async function planAsAsked(
  store: RunStore,
  approval: Pick<ApprovalRequest, 'run' | 'planDigest'>,
): Promise<AnyPlan> {
  const text = (await readText(store, runKeys.plan(approval.run))) ?? '';
  if (planDigest(text) !== approval.planDigest) {
    throw new PlanChangedError(
      `The stored plan of ${approval.run} does not have the digest that was asked about.`,
    );
  }
  return z.parse(AnyPlan, JSON.parse(text));
}
