import { describe, expect, it } from 'vitest';
import type { Case } from './case';
import { replay } from './replay';
import { casesIn, suites } from './suites';

describe.each(suites)('%s', (file) => {
  it.each(casesIn(file).map((example) => [example.name, example] as const))('%s', async (_, example) => {
    const { ended, states, history, seconds, published, objects } = await replay(example);
    expect({ ...ended, states }).toEqual({ ...example.expect, states: example.states });
    if (example.history) expect(history).toMatchObject(example.history);
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
