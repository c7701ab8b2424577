import type { Json } from '../json';
import type { PendingTask } from './task-tokens';

/** What may end the wait for a task token before it comes. */
export interface Waiting {
  signal: AbortSignal;
  /** Ends the wait, but not the submission. */
  interruption?: AbortSignal;
}

/**
 * Submits a task and waits for its token. The token may come back before the submission is answered; a submission
 * that fails, fails the task.
 */
export async function waitForTaskToken(
  pending: PendingTask,
  submit: () => Promise<void>,
  waiting: Waiting,
): Promise<Json> {
  const answered = submit().then(() => Promise.race([pending.result, interrupted(waiting)]));
  return Promise.race([answered, pending.result]);
}

/** Rejects when the wait is interrupted; never settles otherwise. */
function interrupted({ signal, interruption }: Waiting): Promise<never> {
  return new Promise((_, reject) => {
    if (interruption?.aborted) reject(interruption.reason);
    interruption?.addEventListener('abort', () => reject(interruption.reason), { once: true, signal });
  });
}
