import { readFileSync } from 'node:fs';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { outcomes } from '../../lambdas/run/report-shapes';
import { taskOutcomes } from '../../lambdas/tasks/shapes';
import { definition, tasksDefinition } from '../lib/support/definition';
import { readDocument } from './documents';
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

/** The alarms in a template, or in a part of one, each with its description. */
function alarmsIn(part: unknown): (readonly [name: string, description: string])[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    const [, name] = /^AWS::CloudWatch::Alarm Alarms(\w+?)\d*$/.exec(key) ?? [];
    const description = value?.Properties?.AlarmDescription;
    return name && description ? [[name, String(description)] as const] : alarmsIn(value);
  });
}

describe('the description of an alarm', () => {
  const { anchors } = readDocument('docs/operating.md', readFileSync('docs/operating.md', 'utf8'));
  const described = readTemplates().flatMap((text) => alarmsIn(parse(text)));

  it('is there of each', () => {
    expect(new Set(described.map(([name]) => name))).toEqual(new Set(alarms));
  });

  it.each(described)('%s', (name, description) => {
    const [, anchor = ''] = /Read on: docs\/operating\.md#([\w-]+)$/.exec(description) ?? [];
    expect(anchor).toBe(name.toLowerCase());
    expect(anchors).toContain(anchor);
    expect(description).toMatch(/(npx root-purge|aws) [a-z]+/);
    // AWS CloudFormation User Guide, "AWS::CloudWatch::Alarm".
    expect(description.length).toBeLessThanOrEqual(1024);
  });
});
