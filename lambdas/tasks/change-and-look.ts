import * as z from 'zod/mini';
import { isDenied } from '../report/explain';
import type { Failure } from '../run/model';
import { ChangeNotVisibleError, failureOf } from '../skeleton/errors';
import type { TaskResult } from './shapes';

type Look = { state: 'as-wanted' } | { state: 'as-before' } | { state: 'unknown'; failure: Failure };

/**
 * Changes something and looks at it: only what was seen is done, and only what AWS refused at the first attempt has
 * failed. An answer that was lost, or an earlier attempt, may hide a change that was made and that AWS shows later.
 * @throws ChangeNotVisibleError when the change was accepted and is not to be seen
 */
export async function changeAndLook(
  call: string,
  retries: number,
  change: () => Promise<unknown>,
  look: () => Promise<Look>,
): Promise<TaskResult> {
  const error: unknown = await change().then(
    () => undefined,
    (error: unknown) => error,
  );
  const refusal = error === undefined ? undefined : failureOf(call, error);
  const mayBeMade = retries > 0 || !wasRefused(error);
  if (refusal && isDenied(refusal) && !mayBeMade) return { result: 'failed', failure: refusal };
  const seen = await look();
  if (seen.state === 'as-wanted') return { result: 'done' };
  if (seen.state === 'unknown') return { result: 'unknown', failure: refusal ?? seen.failure };
  if (refusal) return { result: mayBeMade ? 'unknown' : 'failed', failure: refusal };
  throw new ChangeNotVisibleError(`${call} was accepted, and nothing has changed yet.`);
}

/** AWS answered, and with a no: an error of the caller's, not one of its own or of the network. */
function wasRefused(error: unknown): boolean {
  const answer = z.safeParse(SdkError, error);
  return answer.success && answer.data.$metadata.httpStatusCode < 500;
}

const SdkError = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });
