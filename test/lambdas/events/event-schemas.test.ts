import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { eventSchemas } from '../../../lambdas/events/event-schemas';

const document = readFileSync('docs/events.md', 'utf8');
const examples = [...document.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => JSON.parse(text));

it('documents an event that is as its schema says, and a rule that it matches', () => {
  const [rule, event] = examples;
  expect(rule).toEqual({ source: [event.source], 'detail-type': [event['detail-type']] });
  expect(eventSchemas['Root Credentials Back'].parse(event.detail)).toEqual(event.detail);
});

it.each(Object.entries(eventSchemas))('documents %s, and each of its fields', (name, schema) => {
  const rows = document.split('\n').filter((line) => line.startsWith('| `'));
  const row = rows.find((line) => line.startsWith(`| \`${name}\` |`));
  expect(row).toBeDefined();
  const undocumented = Object.keys(schema.shape).filter((field) => !document.includes(`\`${field}\``));
  expect(undocumented).toEqual([]);
});
