import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { replay } from './replay';

const json = z.json();
const Case = z.strictObject({
  name: z.string(),
  definition: z.record(z.string(), json),
  input: json,
  /** What each function answers, one entry for each invocation; the last one stands for all that follow. */
  functions: z.optional(z.record(z.string(), z.array(z.record(z.string(), json)))),
  /** Objects in the bucket, by key. */
  objects: z.optional(z.record(z.string(), z.string())),
  expect: z.record(z.string(), json),
  /** The states that the execution's history says were entered, in this order. */
  states: z.array(z.string()),
  /** How long it takes, where that is told. */
  seconds: z.optional(z.number()),
});
export type Case = z.infer<typeof Case>;

const Suite = z.strictObject({ source: z.url(), cases: z.array(Case) });

const suites = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

describe.each(suites)('%s', (file) => {
  const { cases } = Suite.parse(JSON.parse(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')));

  it.each(cases.map((example) => [example.name, example] as const))('%s', async (_, example) => {
    const { ended, states, seconds } = await replay(example);
    expect({ ...ended, states }).toEqual({ ...example.expect, states: example.states });
    if (example.seconds !== undefined) expect(seconds).toBe(example.seconds);
  });
});
