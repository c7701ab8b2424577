import { appendFileSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { Journal, Json } from '../../../local-aws';

const at = { at: z.string() };
const json: z.ZodMiniType<Json> = z.json();

/** What a run was asked for, by whom, and for which state machine. */
const Started = z.object({
  ...at,
  type: z.literal('started'),
  run: z.string(),
  input: json,
  /** SHA-256 of the state machine's definition. */
  definition: z.string(),
  /** SHA-256 of the configuration that the run honours; none of a version that honoured none. */
  configuration: z.optional(z.string()),
  /** Whose credentials: an account ID and an ARN. */
  accountId: z.string(),
  arn: z.string(),
  organizationId: z.string(),
  approver: z.string(),
  concurrency: z.optional(z.number()),
});
/** The first line of a journal: what a run was asked for, by whom, and for which state machine. */
export type Started = z.infer<typeof Started>;

const StateEntered = z.object({
  ...at,
  type: z.literal('state'),
  state: z.string(),
  input: json,
  variables: z.record(z.string(), json),
});

const MapRunStarted = z.object({
  ...at,
  type: z.literal('map-run'),
  state: z.string(),
  id: z.string(),
  items: z.string(),
});

/** The form of a line of the journal; times are ISO 8601. */
export const Entry = z.discriminatedUnion('type', [
  Started,
  StateEntered,
  MapRunStarted,
  z.object({ ...at, type: z.literal('child'), index: z.number() }),
  z.object({ ...at, type: z.literal('succeeded'), index: z.number(), record: json }),
  z.object({ ...at, type: z.literal('interrupted'), reason: z.string() }),
  z.object({ ...at, type: z.literal('resumed'), arn: z.string() }),
  z.object({ ...at, type: z.literal('ended'), status: z.string() }),
]);
/** A line of the journal; times are ISO 8601. */
export type Entry = z.infer<typeof Entry>;
type NewEntry = Entry extends infer One ? (One extends Entry ? Omit<One, 'at'> : never) : never;

/**
 * The file from which another process goes on with a run, one JSON line for each thing that happened, written as it
 * happens and never changed. Nothing secret is in it: it holds what Step Functions shows of an execution.
 */
export class JournalFile {
  readonly #path: string;
  readonly #now: () => Date;
  #isBroken = false;

  constructor(path: string, now: () => Date) {
    this.#path = path;
    this.#now = now;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  }

  /** After the first line that could not be written no more is: half of it may be there, and is cut off at its end. */
  write(entry: NewEntry): void {
    if (this.#isBroken) return;
    const line = JSON.stringify({ at: this.#now().toISOString(), ...entry });
    try {
      appendFileSync(this.#path, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }

  /** As an execution tells it; `onFailure` is told of the line that could not be written. */
  ofExecution(onFailure: (error: unknown) => void): Journal {
    const write = (entry: NewEntry) => {
      try {
        this.write(entry);
      } catch (error) {
        onFailure(error);
      }
    };
    return {
      stateEntered: ({ state, input, variables }) => write({ type: 'state', state, input, variables }),
      mapRunStarted: (mapRun) => write({ type: 'map-run', ...mapRun }),
      childStarted: (index) => write({ type: 'child', index }),
      childSucceeded: (index, record) => write({ type: 'succeeded', index, record }),
    };
  }
}

/**
 * All lines of a journal. A process that was killed may have left the beginning of a line at the end: that is cut off,
 * so that the next line begins on its own.
 * @throws where a line is none of a journal
 */
export function readJournal(path: string): Entry[] {
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) truncateSync(path, whole);
  return bytes
    .toString('utf8', 0, whole)
    .split('\n')
    .filter(Boolean)
    .map((line) => z.parse(Entry, JSON.parse(line)));
}
