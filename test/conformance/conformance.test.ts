import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { replay } from './replay';

const json = z.json();
const object = z.record(z.string(), json);
const answers = z.record(z.string(), z.array(object));
const Case = z.strictObject({
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
  /** How long it takes, where that is told. */
  seconds: z.optional(z.number()),
  /** What was published to SNS, in this order. */
  published: z.optional(z.array(object)),
  /** All objects in the bucket at the end, by key: a string is the text itself, anything else JSON that is in it. */
  objectsAfter: z.optional(z.record(z.string(), json)),
});
export type Case = z.infer<typeof Case>;

const Suite = z.strictObject({ source: z.url(), cases: z.array(Case) });

const suites = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

describe.each(suites)('%s', (file) => {
  const { cases } = Suite.parse(JSON.parse(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')));

  it.each(cases.map((example) => [example.name, example] as const))('%s', async (_, example) => {
    const { ended, states, seconds, published, objects } = await replay(example);
    expect({ ...ended, states }).toEqual({ ...example.expect, states: example.states });
    if (example.seconds !== undefined) expect(seconds).toBe(example.seconds);
    if (example.published) expect(published).toMatchObject(example.published);
    if (example.objectsAfter) expectObjects(objects, example.objectsAfter);
  });
});

function expectObjects(objects: Record<string, string>, expected: NonNullable<Case['objectsAfter']>): void {
  expect(Object.keys(objects).sort()).toEqual(Object.keys(expected).sort());
  for (const [key, body] of Object.entries(objects)) {
    if (typeof expected[key] === 'string') expect(body, key).toBe(expected[key]);
    else expect({ [key]: JSON.parse(body) }).toMatchObject({ [key]: expected[key] });
  }
}
