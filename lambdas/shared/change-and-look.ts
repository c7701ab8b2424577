import { ChangeNotVisibleError, failureOf } from './errors';
import { isDenied } from './explain';
import type { Failure } from './model';
import type { TaskResult } from './task-model';

/** What a look at a target shows. */
export type Look = { state: 'as-wanted' } | { state: 'as-before' } | { state: 'unknown'; failure: Failure };

/**
 * Changes something and looks at it: only what was seen is done. An answer that was lost may hide a change that was
 * made; a denial cannot. On a retry an earlier attempt may have made it all the same, and AWS may show it only later:
 * then nothing is called failed any more.
 * @throws ChangeNotVisibleError when the change was accepted and is not to be seen
 */
export async function changeAndLook(
  call: string,
  retries: number,
  change: () => Promise<unknown>,
  look: () => Promise<Look>,
): Promise<TaskResult> {
  const refusal = await change().then(
    () => undefined,
    (error: unknown) => failureOf(call, error),
  );
  if (refusal && isDenied(refusal) && retries === 0) return { result: 'failed', failure: refusal };
  const seen = await look();
  if (seen.state === 'as-wanted') return { result: 'done' };
  if (seen.state === 'unknown') return { result: 'unknown', failure: refusal ?? seen.failure };
  if (refusal) return { result: retries > 0 ? 'unknown' : 'failed', failure: refusal };
  throw new ChangeNotVisibleError(`${call} was accepted, and nothing has changed yet.`);
}
