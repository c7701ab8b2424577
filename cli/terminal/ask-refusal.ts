import type { AnyPlan } from '../../lambdas/tasks/shapes';
import { type Asking, isYes } from './ask';

/** What whoever decides says of it, as the page asks for it; nothing of it proves anything. */
export interface Said {
  readonly name?: string;
  readonly comment?: string;
}

/** Asks once before everything is refused, as the page does, and who says so, and why; `undefined` for no decision. */
export async function askRefusal(plan: Pick<AnyPlan, 'kind'>, asking: Asking): Promise<Said | undefined> {
  const [what, left] =
    plan.kind === 'task'
      ? ['this task', 'Nothing is changed then.']
      : ['everything', 'Nothing is deleted then.'];
  return (await isYes(`Refuse ${what}? ${left}`, asking)) ? askWho(asking) : undefined;
}

/** Asks for a name and a comment. */
export async function askWho({ line }: Asking): Promise<Said> {
  const name = await line('Your name, for the record (Enter for none):');
  const comment = await line('Comment, for the report (Enter for none):');
  return { name: name.trim() || undefined, comment: comment.trim() || undefined };
}
