import type { Clock } from '../clock';
import type { Json } from '../json';
import { heartbeatMissed } from './states-error';
import type { PendingTask } from './task-tokens';

export interface Waiting {
  clock: Clock;
  signal: AbortSignal;
  heartbeatSeconds?: number;
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
  return Promise.race([answered, pending.result, missedHeartbeat(pending, waiting)]);
}

/** Rejects when the wait is interrupted; never settles otherwise. */
function interrupted({ signal, interruption }: Waiting): Promise<never> {
  return new Promise((_, reject) => {
    if (interruption?.aborted) reject(interruption.reason);
    interruption?.addEventListener('abort', () => reject(interruption.reason), { once: true, signal });
  });
}

/** Rejects when no heartbeat came in time; never settles otherwise. */
async function missedHeartbeat(pending: PendingTask, waiting: Waiting): Promise<never> {
  const { clock, signal, heartbeatSeconds } = waiting;
  if (heartbeatSeconds === undefined) return new Promise<never>(() => undefined);
  for (;;) {
    const timer = new AbortController();
    const silence = clock
      .sleep(heartbeatSeconds * 1000, AbortSignal.any([signal, timer.signal]))
      .then(() => true);
    const silent = await Promise.race([silence, pending.nextHeartbeat().then(() => false)]);
    if (silent) throw heartbeatMissed();
    silence.catch(() => undefined);
    timer.abort();
  }
}
