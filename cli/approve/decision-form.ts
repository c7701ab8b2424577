import { type TickBox, tickBoxesOf } from '../../lambdas/approval/tick-boxes';
import { maxFormBytes } from '../../lambdas/pages/form-limit';
import type { ApprovalRequest } from '../../lambdas/run/model';
import type { AnyPlan } from '../../lambdas/tasks/shapes';
import { CommandError } from '../command-error';
import type { Choice } from '../terminal/ask-decision';

/**
 * The form of the approval page as it would be sent for this choice, with the name of the run. Whatever was asked here
 * before an approval, each caution and that it cannot be undone, is ticked in it.
 * @throws CommandError where it is larger than can be sent
 */
export function decisionForm(
  { run, planDigest }: Pick<ApprovalRequest, 'run' | 'planDigest'>,
  plan: AnyPlan,
  { ticks, name = '', comment = '' }: Choice,
): string {
  const form = new URLSearchParams({ run, digest: planDigest, name, comment });
  form.set('decision', ticks === 'none' ? 'reject' : 'approve');
  if (ticks !== 'none') form.set('understood', 'yes');
  for (const { value, needsConfirmation } of boxesOf(plan).filter(isTicked)) {
    form.append('credential', value);
    if (needsConfirmation) form.append('confirm', value);
  }
  const text = form.toString();
  if (Buffer.byteLength(text) <= maxFormBytes) return text;
  throw new CommandError(
    'This is more than one decision can hold. Nothing was decided. Press e, and approve a part; what is left is asked about by the next run.',
  );

  function isTicked({ value }: TickBox): boolean {
    return ticks === 'all' || (ticks !== 'none' && ticks.has(value));
  }
}

function boxesOf(plan: AnyPlan): TickBox[] {
  if (plan.kind === 'task') return [];
  return plan.accounts.flatMap((account) => tickBoxesOf(account, plan.plannedAt));
}
