import { cautionsIn } from '../../lambdas/approval/tick-boxes';
import { count } from '../../lambdas/report/words';
import type { AnyPlan } from '../../lambdas/tasks/shapes';
import { type Asking, isYes } from './ask';
import { printCautions, questionsOf, warningOf } from './ask-each';

/** Asks before a whole plan is approved, as the page does, first about what was used lately; only y is a yes. */
export async function askAll(plan: AnyPlan, asking: Asking): Promise<boolean> {
  if (plan.kind === 'task') return isYes('Do what the email says?', asking);
  const cautions = cautionsIn(plan.accounts, plan.plannedAt);
  if (cautions.length > 0) {
    asking.print('\nUsed lately, or nobody can tell:');
    printCautions(cautions, plan.plannedAt, asking);
    if (!(await isYes('Can all of these go, although they may be in use?', asking))) return false;
  }
  const questions = questionsOf(plan);
  const credentials = questions.flatMap(({ tick }) => tick.credentials).length;
  const accounts = new Set(questions.map(({ account }) => account)).size;
  const what = `Delete ${count(credentials, 'credential')} in ${count(accounts, 'account')}`;
  const among = cautions.length > 0 ? `, ${cautions.length} of them maybe in use` : '';
  return isYes(`${what}${among}? ${warningOf(plan)}`, asking);
}
