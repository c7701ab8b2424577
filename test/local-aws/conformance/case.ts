import * as z from 'zod/mini';

const json = z.json();
const object = z.record(z.string(), json);
const answers = z.record(z.string(), z.array(object));
/** What a conformance case holds; README.md says what the fields mean. */
export const Case = z.strictObject({
  name: z.string(),
  definition: object,
  input: json,
  /** What each function answers, one entry for each invocation; the last one stands for all that follow. */
  functions: z.optional(answers),
  /** The same for other resources than lambda:invoke, by their ARN. */
  tasks: z.optional(answers),
  /** Other state machines there are, by name. */
  stateMachines: z.optional(z.record(z.string(), object)),
  /** Objects in the bucket, by key. */
  objects: z.optional(z.record(z.string(), z.string())),
  /** What every random number is, from 0 to 1, where it is not 1. */
  random: z.optional(z.number()),
  expect: object,
  /** The states that the execution's history says were entered, in this order. */
  states: z.array(z.string()),
  /** All events of its history, in this order, each with at least these members. */
  history: z.optional(z.array(object)),
  /** What the documentation says, where executions recorded on AWS say what the case says. */
  disputed: z.optional(z.string()),
  /** How long it takes, where that is told. */
  seconds: z.optional(z.number()),
  /** What was published to SNS, in this order. */
  published: z.optional(z.array(object)),
  /** All objects in the bucket at the end, by key: a string is the text itself, anything else JSON that is in it. */
  objectsAfter: z.optional(z.record(z.string(), json)),
});

export type Case = z.infer<typeof Case>;
