import { describe, expect, it } from 'vitest';
import type { Json } from '../../../local-aws/json';
import { evaluate, expressionError, QueryEvaluationError } from '../../../local-aws/states/jsonata';

const scope = {
  variables: { plan: { credentials: ['AKIA1'] } },
  states: { input: { accountId: '111122223333', empty: null, one: [1] } },
  now: new Date('2026-01-31T09:00:00.000Z'),
};

const value = (expression: string) => evaluate(`{% ${expression} %}`, 'Output', scope);

describe('a template', () => {
  it('has its expressions replaced wherever they are, and everything else left alone', async () => {
    const template = {
      id: '{% $states.input.accountId %}',
      list: [1, '{% $plan.credentials[0] %}', { deep: '{%$states.input.empty%}' }],
      text: 'not {% an expression %}',
      nothing: null,
    };
    expect(await evaluate(template, 'Output', scope)).toEqual({
      id: '111122223333',
      list: [1, 'AKIA1', { deep: null }],
      text: 'not {% an expression %}',
      nothing: null,
    });
  });

  it('gives plain JSON: an array of one stays one when it is read again', async () => {
    const filtered = await value('$filter([1, 2, 3], function($n) { $n > 1 })');
    expect(Object.getOwnPropertyNames(filtered)).toEqual(['0', '1', 'length']);
    const again = { ...scope, variables: { list: await value('[$states.input.one]') } };
    expect(await evaluate('{% $list %}', 'Output', again)).toEqual([1]);
  });

  it('reads the clock it is given, not the machine’s', async () => {
    expect(await value('[$now(), $millis(), $now("[Y]")]')).toEqual([
      '2026-01-31T09:00:00.000Z',
      1769850000000,
      '2026',
    ]);
  });
});

describe('an expression that fails', () => {
  const failures: [string, string, string][] = [
    ['returns nothing', '$states.input.absent', 'returned nothing (undefined).'],
    ['throws', '$number("x")', 'threw an error during evaluation. D3030: '],
    ['is a function', 'function($x) { $x }', 'The result is not JSON but a function'],
    ['is a built-in function', '$partition', 'The result is not JSON but a function'],
    ['is not a number', '1 / 0', 'The result is not JSON but Infinity'],
    ['calls $eval', '$eval("1")', 'T1006: Attempted to invoke a non-function'],
    ['never ends', '($loop := function($n) { $loop($n + 1) }; $loop(0))', 'Expression evaluation timeout'],
  ];

  it.each(failures)('names itself and its field when it %s', async (_, expression, reason) => {
    const failing = evaluate({ a: [`{% ${expression} %}`] }, 'Output', scope);
    await expect(failing).rejects.toThrow(QueryEvaluationError);
    await expect(failing).rejects.toMatchObject({
      name: 'States.QueryEvaluationError',
      location: 'Output/a[0]',
      cause: expect.stringContaining(
        `The JSONata expression '${expression}' specified for the field 'Output/a[0]' `,
      ),
    });
    await expect(failing).rejects.toThrow(reason);
  });

  it('shows before anything runs when it does not parse', () => {
    const templates: Json[] = [{ ok: '{% 1 %}' }, { bad: ['{% a[1,2) %}'] }];
    expect(templates.map(expressionError)).toEqual([
      undefined,
      expect.stringContaining("the JSONata expression 'a[1,2)' does not parse. S0202: "),
    ]);
  });
});

describe('the functions Step Functions adds', () => {
  const results: [string, unknown][] = [
    ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
    ['$partition([1, 2, 3], 2.9)', [[1, 2], [3]]],
  ];

  it.each(results)('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it.each(['$partition([], 2)', '$partition([1], 0)'])('%s returns nothing', async (expression) => {
    await expect(value(expression)).rejects.toThrow('returned nothing (undefined)');
  });

  it.each(['$hash("a", "MD5")', '$parse ("{}")', '1 + $range(0, 10, 5)[0]', '$uuid()'])(
    '%s is refused by name before anything runs',
    (expression) => {
      const call = /\$\w+/.exec(expression)?.[0];
      expect(expressionError({ a: `{% ${expression} %}` })).toBe(
        `the JSONata expression '${expression}' calls ${call}, which is not supported`,
      );
    },
  );

  it('leaves a variable alone that is called like a function that is not there', () => {
    expect(expressionError('{% $hash & $states.input.uuid %}')).toBeUndefined();
  });

  it('gives $random no seed, as JSONata has none', async () => {
    expect(await value('$random() < 1')).toBe(true);
    await expect(value('$random(7)')).rejects.toThrow('T0410');
  });
});
