import * as z from 'zod/mini';
import { NotAPurgeError } from '../skeleton/errors';
import { Mode } from './model';
import { runKeys } from './run-keys';
import { type RunStore, requireJson } from './run-store';

/** Known to purge: a run's mode never changes, and each of its accounts asks. */
const purging = new Set<string>();

/**
 * Makes sure that a run is to delete what was approved: the list of accounts that it began with says so.
 * @throws NotAPurgeError for an audit or a rehearsal
 * @throws Error where the list is not there or cannot be read
 */
export async function assertPurges(store: RunStore, run: string): Promise<void> {
  if (purging.has(run)) return;
  const { mode } = await requireJson(store, runKeys.accounts(run), z.object({ mode: Mode }));
  if (mode !== 'purge') {
    throw new NotAPurgeError(
      `The run ${run} is of mode ${mode}, so no root session that can delete is opened for it.`,
    );
  }
  purging.add(run);
}
