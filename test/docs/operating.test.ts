import { readFileSync } from 'node:fs';
import { marked } from 'marked';
import { expect, it } from 'vitest';
import { outcomes } from '../../lambdas/run/report-shapes';
import { taskOutcomes } from '../../lambdas/tasks/shapes';
import { definition, tasksDefinition } from '../lib/support/definition';
import { readTemplates } from './templates';

const sections = marked
  .lexer(readFileSync('docs/operating.md', 'utf8'))
  .flatMap((token) => (token.type === 'heading' && token.depth === 3 ? token.text.split(', ') : []));

const alarms = readTemplates()
  .flatMap((text) => [...text.matchAll(/AWS::CloudWatch::Alarm Alarms(\w+?)\d*:/g)])
  .map(([, name]) => name);

/** The states in which an execution can end badly: a state inside a map ends its account alone. */
const states = [definition, tasksDefinition].flatMap(({ States }) =>
  Object.entries(States).flatMap(([name, { Type }]) =>
    ['Task', 'Map', 'Fail'].includes(Type) ? [name] : [],
  ),
);

it.each([
  ['the alarm', alarms],
  ['the outcome', [...outcomes, ...taskOutcomes]],
  ['the state', states],
])('an operator finds %s', (_what, names) => {
  expect(names.length).toBeGreaterThan(5);
  expect([...new Set(names)].filter((name) => !sections.includes(String(name)))).toEqual([]);
});
