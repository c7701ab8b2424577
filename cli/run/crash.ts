import { explainMachineFailure } from '../terminal/machine-failure';
import { printable } from '../terminal/printable';

/** What is in hand has so long to come to its end after a crash: nobody knows what of it is still there to do so. */
const endingMs = 30_000;

/** Hears of everything that this machine, or this program, fails in the middle of a run; the first thing counts. */
export class Crash {
  readonly #onFirst: (reason: string) => void;
  #timer: NodeJS.Timeout | undefined;
  readonly #listener = (error: unknown) => this.tell(error);
  #gaveUp: () => void = () => undefined;
  /** In words; undefined as long as nothing has failed. */
  reason: string | undefined;
  /** Resolves where something has failed, and a run has had its time to come to an end after it. */
  readonly gaveUp = new Promise<void>((resolve) => {
    this.#gaveUp = resolve;
  });

  constructor(onFirst: (reason: string) => void) {
    this.#onFirst = onFirst;
  }

  /** From now on hears of what nobody has caught, rejections included, which would end the process. */
  watch(): void {
    process.on('uncaughtException', this.#listener);
  }

  /** The process ends again as it does by itself. */
  unwatch(): void {
    process.off('uncaughtException', this.#listener);
    clearTimeout(this.#timer);
  }

  readonly tell = (error: unknown): void => {
    if (this.reason !== undefined) return;
    this.reason = reasonOf(error);
    this.#timer = setTimeout(this.#gaveUp, endingMs);
    this.#onFirst(this.reason);
  };

  /** What the work gives; undefined where it fails, which this is told of and nobody else. */
  attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.tell(error);
      return undefined;
    }
  }

  /** The same function, of whose errors this is told and nobody else. */
  guarded<Args extends unknown[]>(work: (...args: Args) => unknown): (...args: Args) => void {
    return (...args) => void this.attempt(() => work(...args));
  }
}

function reasonOf(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return explainMachineFailure(error) ?? `This program has failed (${printable(said)}).`;
}
