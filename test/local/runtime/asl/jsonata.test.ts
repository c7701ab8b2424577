import { describe, expect, it } from 'vitest';
import { evaluate, QueryEvaluationError, syntaxError } from '../../../../local/runtime/asl/jsonata';
import type { Json } from '../../../../local/runtime/json';

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
    ['is a built-in function', '$uuid', 'The result is not JSON but a function'],
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
    expect(templates.map(syntaxError)).toEqual([
      undefined,
      expect.stringContaining("the JSONata expression 'a[1,2)' does not parse. S0202: "),
    ]);
  });
});

describe('the functions Step Functions adds', () => {
  const results: [string, unknown][] = [
    ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
    ['$partition([1, 2, 3], 2.9)', [[1, 2], [3]]],
    ['$range(0, 10, 5)', [0, 5, 10]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$range(1, 1, 1)', 1],
    ['$hash("a", "MD5")', '0cc175b9c0f1b6a831c399e269772661'],
    ['$hash("a", "SHA-256")', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
    ['$random(7) = $random(7)', true],
    ['$random() < 1', true],
    ['$length($uuid())', 36],
    ['$parse("{\\"a\\":[1]}")', { a: [1] }],
  ];

  it.each(results)('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it.each([
    '$partition([], 2)',
    '$partition([1], 0)',
    '$range(1, 3, 0)',
    '$range(1, 3, -1)',
    '$range(1, 3)',
    '$hash("a")',
    '$parse($states.input.absent)',
  ])('%s returns nothing', async (expression) => {
    await expect(value(expression)).rejects.toThrow('returned nothing (undefined)');
  });

  it.each([
    ['$hash("a", "md5")', '$hash knows MD5'],
    ['$parse("{")', 'threw an error'],
    ['$range(1, 1000000, 1)', 'memory limit exceeded'],
  ])('%s fails', async (expression, reason) => {
    await expect(value(expression)).rejects.toThrow(reason);
  });
});
