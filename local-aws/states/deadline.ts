import { setMaxListeners } from 'node:events';
import type { Clock } from '../clock';

/** What may end work before it is done. */
export interface Limits {
  clock: Clock;
  /** When this is aborted, the work is given up with the signal's reason. */
  signal: AbortSignal;
  /** How long the work may take, and what it fails with when its time is up. */
  timeout?: { seconds: number; error: () => Error };
}

/**
 * Runs work under a time limit and an outer signal. The work's own signal is aborted when either ends it, and also
 * once it has ended, so that what it left running stops too.
 */
export async function within<T>(limits: Limits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal } = limits;
  signal.throwIfAborted();
  const inner = new AbortController();
  // Thousands of children may listen to it.
  setMaxListeners(0, inner.signal);
  const stop = () => inner.abort(signal.reason);
  let cancelTimer: (() => void) | undefined;
  signal.addEventListener('abort', stop, { once: true });
  try {
    const aborted = rejectWhenAborted(inner.signal);
    cancelTimer = startTimer(limits, inner);
    return await Promise.race([work(inner.signal), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    cancelTimer?.();
    inner.abort(over);
  }
}

// One for all: making the default reason is the dearest part of an abort.
const over = new Error('The work is over');

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // The work usually ends first; nobody is left to hear of this then.
  aborted.catch(() => undefined);
  return aborted;
}

/** Ends the work when its time is up; gives what cancels that. */
function startTimer({ clock, timeout }: Limits, work: AbortController): (() => void) | undefined {
  if (!timeout) return undefined;
  const timer = new AbortController();
  clock.sleep(timeout.seconds * 1000, timer.signal).then(
    () => work.abort(timeout.error()),
    () => undefined,
  );
  return () => timer.abort(over);
}
