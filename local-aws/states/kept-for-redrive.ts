import type { Json } from '../json';
import type { HistoryEvent } from './history';
import type { Journal, Redrive, StateEntry, UnfinishedMapRun } from './main-run';

/** What RedriveExecution needs of an execution that did not succeed, kept in memory as it goes. */
export class KeptForRedrive implements Journal {
  #entry: StateEntry | undefined;
  #mapRun: Omit<UnfinishedMapRun, 'succeeded'> | undefined;
  #succeeded = new Map<number, Json>();

  stateEntered(entry: StateEntry): void {
    if (entry.state !== this.#mapRun?.state) this.#succeeded = new Map();
    this.#entry = entry;
  }

  mapRunStarted(mapRun: Omit<UnfinishedMapRun, 'succeeded'>): void {
    this.#mapRun = mapRun;
  }

  childStarted(): void {
    // Whether it succeeds is what counts.
  }

  childSucceeded(index: number, record: Json): void {
    this.#succeeded.set(index, record);
  }

  /** Where the execution goes on for the `count`th time; undefined where it has not entered a state. */
  redrive(
    count: number,
    { startDate, history }: { startDate: Date; history: readonly HistoryEvent[] },
  ): Redrive | undefined {
    const entry = this.#entry;
    if (!entry) return undefined;
    const mapRun =
      this.#mapRun?.state === entry.state
        ? { ...this.#mapRun, succeeded: new Map(this.#succeeded) }
        : undefined;
    return { count, startDate, history, entry, mapRun };
  }
}
