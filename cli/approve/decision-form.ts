import { type TickBox, tickBoxesOf } from '../../lambdas/approval/tick-boxes';
import { maxFormBytes } from '../../lambdas/pages/form-limit';
import type { AnyPlan } from '../../lambdas/tasks/shapes';
import { CommandError } from '../command-error';
import type { Choice } from '../terminal/ask-decision';
import type { WaitingRequest } from './waiting-request';

/** What somebody chose of a plan, or that they confirm exactly what was proposed. */
export type ChoiceOrConfirmation = Choice | 'confirm';

/**
 * The form of the approval page as it would be sent for this answer, with the name of the run and the proposal that was
 * shown. Whatever was asked here before an approval, each caution and that it cannot be undone, is ticked in it.
 * @throws CommandError where it is larger than can be sent
 */
export function decisionForm({ approval, plan, last }: WaitingRequest, answer: ChoiceOrConfirmation): string {
  const { run, planDigest } = approval;
  const form = new URLSearchParams({ run, digest: planDigest });
  if (last) form.set('proposal', `${last.number}`);
  if (last) form.set('proposal-digest', last.digest);
  if (answer === 'confirm') form.set('decision', 'confirm');
  else fillIn(form, plan, answer);
  if (form.get('decision') !== 'reject') form.set('understood', 'yes');
  const text = form.toString();
  if (Buffer.byteLength(text) <= maxFormBytes) return text;
  throw new CommandError(
    'This is more than one decision can hold. Nothing was decided. Press e, and approve a part; what is left is asked about by the next run.',
  );
}

function fillIn(form: URLSearchParams, plan: AnyPlan, { ticks, name = '', comment = '' }: Choice): void {
  form.set('name', name);
  form.set('comment', comment);
  form.set('decision', ticks === 'none' ? 'reject' : 'approve');
  const isTicked = ({ value }: TickBox) => ticks === 'all' || (ticks !== 'none' && ticks.has(value));
  for (const { value, needsConfirmation } of boxesOf(plan).filter(isTicked)) {
    form.append('credential', value);
    if (needsConfirmation) form.append('confirm', value);
  }
}

function boxesOf(plan: AnyPlan): TickBox[] {
  if (plan.kind === 'task') return [];
  return plan.accounts.flatMap((account) => tickBoxesOf(account, plan.plannedAt));
}
