import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { valueAt } from '../input/value-at';
import type { CredentialKind, Deletion } from '../run/model';
import { failureOf, isNoSuchEntity } from '../skeleton/errors';
import { metrics } from '../skeleton/handler';

/** What was approved is not there any more, though something else may be. Never leaves `deleteEach`. */
export class AlreadyGoneError extends Error {
  override readonly name = 'AlreadyGoneError';
}

/**
 * Deletes the given IDs one after another and says what happened to each. It never lists: what was not approved
 * cannot be deleted. `NoSuchEntity` means that somebody was faster, which is success, and so does AlreadyGoneError; any
 * other error is recorded, and the remaining IDs still get their turn.
 */
export async function deleteEach(
  kind: CredentialKind,
  ids: readonly string[],
  call: string,
  remove: (id: string) => Promise<unknown>,
): Promise<{ deletions: Deletion[] }> {
  const deletions: Deletion[] = [];
  for (const id of ids) {
    try {
      deletions.push({ kind, id, result: 'deleted', ...answered(await remove(id)) });
      metrics.addMetric('CredentialsDeleted', MetricUnit.Count, 1);
    } catch (error) {
      if (isNoSuchEntity(error) || error instanceof AlreadyGoneError)
        deletions.push({ kind, id, result: 'already-gone', ...answered(error) });
      else
        deletions.push({ kind, id, result: 'failed', failure: failureOf(call, error), ...answered(error) });
    }
  }
  return { deletions };
}

/** When AWS answered, and by which ID it knows the request; an error of AWS is an answer, too. */
function answered(answer: unknown): Pick<Deletion, 'at' | 'requestId'> {
  const requestId = valueAt(answer, ['$metadata', 'requestId']);
  return { at: new Date().toISOString(), ...(typeof requestId === 'string' && { requestId }) };
}
