import type { Clock } from '../clock';

export interface Limits {
  clock: Clock;
  /** When this is aborted, the work is given up with the signal's reason. */
  signal: AbortSignal;
  /** No limit when undefined. */
  seconds?: number;
  /** What the work fails with when its time is up. */
  expired: () => Error;
}

/**
 * Runs work under a time limit and an outer signal. The work's own signal is aborted when either ends it, and also
 * once it has ended, so that what it left running stops too.
 */
export async function within<T>(limits: Limits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal } = limits;
  signal.throwIfAborted();
  const inner = new AbortController();
  const timer = new AbortController();
  const stop = () => inner.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const aborted = rejectWhenAborted(inner.signal);
    startTimer(limits, timer.signal, inner);
    return await Promise.race([work(inner.signal), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    timer.abort();
    inner.abort();
  }
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // The work usually ends first; nobody is left to hear of this then.
  aborted.catch(() => undefined);
  return aborted;
}

function startTimer(
  { clock, seconds, expired }: Limits,
  cancelled: AbortSignal,
  work: AbortController,
): void {
  if (seconds === undefined) return;
  clock.sleep(seconds * 1000, cancelled).then(
    () => work.abort(expired()),
    () => undefined,
  );
}
