import type { Json } from '../json';
import type { HistoryEvent } from './history';
import type { Variables } from './variables';

/** A state that is about to run, with all it is given. */
export interface StateEntry {
  state: string;
  input: Json;
  variables: Variables;
}

/** A Map Run that did not come to its end. */
export interface UnfinishedMapRun {
  /** The Map state. */
  state: string;
  /** Of the Map Run, which keeps it. */
  id: string;
  /** SHA-256 of its items. */
  items: string;
  /** What is known of each child that succeeded, by the index of its item. */
  succeeded: ReadonlyMap<number, Json>;
}

/** Is told what another process needs to redrive the execution, should this one end before it. */
export interface Journal {
  stateEntered(entry: StateEntry): void;
  mapRunStarted(mapRun: Omit<UnfinishedMapRun, 'succeeded'>): void;
  childStarted(index: number): void;
  /** With all about it, as a ResultWriter without a WriterConfig writes it. */
  childSucceeded(index: number, record: Json): void;
}

/**
 * Where an aborted execution goes on: it enters the state that was interrupted once more, and a Distributed Map runs
 * only the items that have not succeeded
 * (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html).
 */
export interface Redrive {
  /** How often it was redriven, this time included. */
  count: number;
  /** When the execution was started. */
  startDate: Date;
  entry: StateEntry;
  mapRun?: UnfinishedMapRun;
  /** What happened before, which its history begins with. @default nothing is known of it */
  history?: readonly HistoryEvent[];
}

/** What an execution itself has, and neither its children nor the iterations of an inline Map. */
export interface MainRun {
  /** Aborted, by an ExecutionStopped, when nothing more is to be begun. */
  interruption: AbortSignal;
  journal?: Journal;
  /** The Map Run that the state goes on with; undefined for any but the state that was interrupted, and only once. */
  takeMapRun(state: string): UnfinishedMapRun | undefined;
}

/** Makes what an execution itself has; `mapRun` is the one that it goes on with. */
export function mainRun(interruption: AbortSignal, journal?: Journal, mapRun?: UnfinishedMapRun): MainRun {
  let left = mapRun;
  return {
    interruption,
    journal,
    takeMapRun: (state) => {
      const taken = left?.state === state ? left : undefined;
      left = undefined;
      return taken;
    },
  };
}

/** The signal for what only waits: there an interruption need not be waited for. */
export function waitingSignal({ signal, main }: { signal: AbortSignal; main?: MainRun }): AbortSignal {
  return main ? AbortSignal.any([signal, main.interruption]) : signal;
}
