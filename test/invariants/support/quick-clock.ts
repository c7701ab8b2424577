import type { Clock } from '../../../local-aws';

/** Waits of less than a minute are over at once; longer ones (limits, and people) when `pass` says so. */
export class QuickClock implements Clock {
  #passed = 0;
  readonly #sleepers = new Set<{ milliseconds: number; wake: () => void }>();

  /** Whether `pass` has put it before the clock of this machine. */
  get isAhead(): boolean {
    return this.#passed > 0;
  }

  now(): Date {
    return new Date(Date.now() + this.#passed);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (milliseconds < 60_000) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve, reject) => {
      const sleeper = { milliseconds, wake: resolve };
      this.#sleepers.add(sleeper);
      const abort = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Lets so much time pass, and wakes everyone who waits for less. */
  pass(milliseconds: number): void {
    this.#passed += milliseconds;
    for (const sleeper of [...this.#sleepers]) {
      if (sleeper.milliseconds > milliseconds) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
