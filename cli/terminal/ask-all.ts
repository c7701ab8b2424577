import { count } from '../../lambdas/report/words';
import type { AnyPlan } from '../../lambdas/tasks/shapes';
import { type Asking, isYes, printNames, questionsOf, warningOf } from './ask-each';

/** Asks before a whole plan is approved, as the page does, first about what was used lately; only y is a yes. */
export async function askAll(plan: AnyPlan, asking: Asking): Promise<boolean> {
  const { print } = asking;
  if (plan.kind === 'task') {
    print('Do what the email says? y, N');
    return isYes(asking);
  }
  const questions = questionsOf(plan);
  const doubtful = questions.filter(({ tick }) => tick.needsConfirmation);
  if (doubtful.length > 0) {
    print('\nUsed lately, or nobody can tell:');
    printNames(doubtful, asking);
    print('Is nothing using any of it, so that it can go? y, N');
    if (!(await isYes(asking))) return false;
  }
  const credentials = questions.flatMap(({ tick }) => tick.credentials).length;
  const accounts = new Set(questions.map(({ account }) => account)).size;
  print(
    `Delete ${count(credentials, 'credential')} in ${count(accounts, 'account')}? ${warningOf(plan)} y, N`,
  );
  return isYes(asking);
}
