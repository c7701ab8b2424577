import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import type { Clock } from '../clock';
import { StatesError } from './states-error';

export type { HistoryEvent };

/** An event's details under the field name AWS gives them, e.g. `{ taskFailedEventDetails: … }`. */
export type EventDetails = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;

/** One chain of events: the main one, or that of an inline Map's iteration. */
export interface Track {
  /** Appends an event to the chain and returns its id. Details are made only where a history is kept. */
  record(type: HistoryEventType, details?: () => EventDetails): number;
  /** The id of the last event of the chain. */
  readonly last: number;
  /** The next event of the chain follows this one, whatever came between them. */
  goOnFrom(eventId: number): void;
  /** A chain of its own that starts after this one's last event. */
  branch(): Track;
  /** From now on `<task token>` is recorded wherever this token would be. */
  conceal(taskToken: string): void;
}

/** Records nothing, for children of a Distributed Map: Step Functions keeps no history of an Express execution. */
export const noHistory: Track = {
  record: () => 0,
  last: 0,
  goOnFrom: () => undefined,
  branch: () => noHistory,
  conceal: () => undefined,
};

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const MOST_EVENTS = 25_000;

const whole = { truncated: false };

/** Input as the details of an event carry it. */
export const inputDetails = (input: unknown) => ({ input: JSON.stringify(input), inputDetails: whole });

/** Output as the details of an event carry it. */
export const outputDetails = (output: unknown) => ({ output: JSON.stringify(output), outputDetails: whole });

const ofData = new Set(['input', 'inputDetails', 'output', 'outputDetails']);

/** An event as GetExecutionHistory lists it where `includeExecutionData` is false: without its input and output. */
export function withoutData(event: HistoryEvent): HistoryEvent {
  const details = Object.entries(event).map(([name, value]) =>
    name.endsWith('EventDetails') ? [name, dataTakenOut(value)] : [name, value],
  );
  return Object.fromEntries(details);
}

const dataTakenOut = (details: object) =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !ofData.has(name)));

/**
 * The events of one Standard execution, as GetExecutionHistory lists them, except that no task token is ever in it:
 * a history is kept on disk, and a token lets its holder decide.
 */
export class History {
  readonly events: HistoryEvent[];
  readonly #clock: Clock;
  readonly #tokens = new Set<string>();

  /** `before` is what an execution that is redriven has behind it. */
  constructor(clock: Clock, before: readonly HistoryEvent[] = []) {
    this.#clock = clock;
    this.events = [...before];
  }

  /** The chain that starts with the next event. */
  track(previousEventId = 0): Track {
    let last = previousEventId;
    return {
      record: (type, details) => {
        last = this.#append(type, last, details?.() ?? {});
        return last;
      },
      get last() {
        return last;
      },
      goOnFrom: (eventId) => {
        last = eventId;
      },
      branch: () => this.track(last),
      conceal: (token) => {
        this.#tokens.add(token);
      },
    };
  }

  #append(type: HistoryEventType, previousEventId: number, details: EventDetails): number {
    if (this.events.length >= MOST_EVENTS - 1 && !type.startsWith('Execution')) {
      throw new StatesError(
        'States.Runtime',
        `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
      );
    }
    const id = this.events.length + 1;
    const timestamp = this.#clock.now();
    this.events.push({ timestamp, type, id, previousEventId, ...this.#withoutTokens(details) });
    return id;
  }

  #withoutTokens(details: EventDetails): EventDetails {
    if (this.#tokens.size === 0) return details;
    // Tokens are base64, which JSON never escapes, however often the text was encoded.
    let text = JSON.stringify(details);
    for (const token of this.#tokens) text = text.replaceAll(token, '<task token>');
    return JSON.parse(text);
  }
}
