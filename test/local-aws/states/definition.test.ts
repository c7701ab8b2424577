import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local-aws/json';
import { parseDefinition } from '../../../local-aws/states/definition';
import { DefinitionError } from '../../../local-aws/states/definition-error';
import { invoke } from './run';

const machine = (States: JsonObject, more: JsonObject = {}): JsonObject => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(States)[0] ?? '',
  States,
  ...more,
});

const pass = { Type: 'Pass', End: true };
const callback = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

const mapOf = (processor: JsonObject, config?: JsonObject, fields: JsonObject = {}): JsonObject => ({
  Type: 'Map',
  End: true,
  ItemProcessor: {
    ...(config && { ProcessorConfig: config }),
    StartAt: Object.keys(processor)[0] ?? '',
    States: processor,
  },
  ...fields,
});

const express = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' };

describe('a definition', () => {
  it('is accepted with every field a state may have', () => {
    const states = {
      A: invoke({
        Comment: 'why',
        QueryLanguage: 'JSONata',
        Assign: { x: 1 },
        Output: 1,
        Next: 'B',
        TimeoutSeconds: '{% 60 %}',
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 0, JitterStrategy: 'FULL', MaxDelaySeconds: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B', Assign: { y: 1 }, Output: {} }],
      }),
      B: { Type: 'Choice', Choices: [{ Condition: '{% $x = 1 %}', Next: 'C' }], Default: 'D' },
      C: { Type: 'Succeed' },
      D: { Type: 'Fail', Error: 'E', Cause: '{% "c" %}' },
    };
    const parsed = parseDefinition(machine(states, { Comment: 'c', Version: '1.0', TimeoutSeconds: 60 }));
    expect([...parsed.states.keys()]).toEqual(['A', 'B', 'C', 'D']);
  });

  const refused: [string, JsonObject, string][] = [
    [
      'no query language',
      machine({ A: pass }, { QueryLanguage: 'JSONPath' }),
      'State machine: field QueryLanguage',
    ],
    ['a JSONPath state', machine({ A: { ...pass, QueryLanguage: 'JSONPath' } }), 'A: field QueryLanguage'],
    [
      'an unknown field of the machine',
      machine({ A: pass }, { Foo: 1 }),
      'State machine: field Foo is not supported',
    ],
    [
      'an unsupported type',
      machine({ A: { Type: 'Parallel', End: true } }),
      'A: state type Parallel is not supported',
    ],
    ['no type', machine({ A: { End: true } }), 'A: state type undefined is not supported'],
    [
      'a JSONPath field',
      machine({ A: { ...pass, ResultPath: '$' } }),
      'A: field ResultPath is not supported',
    ],
    ['Retry on a Pass', machine({ A: { ...pass, Retry: [] } }), 'A: field Retry is not supported'],
    [
      'Assign in a Succeed',
      machine({ A: { Type: 'Succeed', Assign: {} } }),
      'A: field Assign is not supported',
    ],
    [
      'a field inside a Retrier',
      machine({ A: invoke({ End: true, Retry: [{ ErrorEquals: ['E'], Foo: 1 }] }) }),
      'A: field Retry/0/Foo is not supported',
    ],
    [
      'another resource',
      machine({ A: invoke({ End: true, Resource: 'arn:aws:states:::sqs:sendMessage' }) }),
      'A: field Resource: this resource is not supported',
    ],
    ...[
      'arn:aws:states:::sns:publish.waitForTaskToken',
      'arn:aws:states:::lambda:invoke.sync',
      'arn:aws:states:::toString',
      'arn:aws:lambda:eu-west-1:111111111111:function:Other',
    ].map((Resource): [string, JsonObject, string] => [
      Resource,
      machine({ A: invoke({ End: true, Resource }) }),
      'A: field Resource: this resource is not supported',
    ]),
    [
      'another argument',
      machine({ A: invoke({ End: true, Arguments: { FunctionName: 'f', Qualifier: '1' } }) }),
      'A: field Arguments/Qualifier is not supported',
    ],
    [
      'a heartbeat',
      machine({ A: invoke({ End: true, Resource: callback, HeartbeatSeconds: 5 }) }),
      'A: field HeartbeatSeconds is not supported',
    ],
    ['reserved variable name', machine({ A: { ...pass, Assign: { states: 1 } } }), 'A: field Assign/states'],
    [
      'Wait for two things',
      machine({ A: { Type: 'Wait', Seconds: 1, Timestamp: 't', End: true } }),
      'exactly one of Seconds and Timestamp',
    ],
    [
      'a syntax error',
      machine({ A: { ...pass, Output: { a: '{% 1 + %}' } } }),
      "A: field Output: the JSONata expression '1 +' does not parse",
    ],
    [
      'an expression as Condition only',
      machine({ A: { Type: 'Choice', Choices: [{ Condition: 'yes', Next: 'B' }] }, B: pass }),
      'A: field Choices/0/Condition',
    ],
    ['no Next and no End', machine({ A: { Type: 'Pass' } }), 'A: exactly one of Next and End'],
    ['both Next and End', machine({ A: { ...pass, Next: 'B' }, B: pass }), 'A: exactly one of Next and End'],
    ['a missing target', machine({ A: { Type: 'Pass', Next: 'B' } }), 'A: there is no state B to go to'],
    [
      'a missing catch target',
      machine({ A: invoke({ End: true, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }) }),
      'A: there is no state B to go to',
    ],
    [
      'a missing first state',
      machine({ A: pass }, { StartAt: 'B' }),
      'State machine: there is no state B to start at',
    ],
    ['an unreachable state', machine({ A: pass, B: pass }), 'B: no state leads to it'],
    [
      'States.ALL with others',
      machine({ A: invoke({ End: true, Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] }) }),
      'A: field Retry: States.ALL must stand alone',
    ],
    [
      'States.ALL before others',
      machine({
        A: invoke({
          Next: 'B',
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'B' },
            { ErrorEquals: ['E'], Next: 'B' },
          ],
        }),
        B: pass,
      }),
      'A: field Catch: States.ALL must stand alone',
    ],
    [
      'an unknown Mode',
      machine({ A: mapOf({ B: pass }, { Mode: 'FAST' }) }),
      'A/ItemProcessor: field ProcessorConfig/Mode',
    ],
    [
      'ItemBatcher',
      machine({ A: mapOf({ B: pass }, express, { ItemBatcher: {} }) }),
      'A: field ItemBatcher is not supported',
    ],
    [
      'ItemReader inline',
      machine({ A: mapOf({ B: pass }, undefined, { ItemReader: {} }) }),
      'A: field ItemReader is not supported',
    ],
    [
      'heartbeats of a task that waits for its token',
      machine({
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          HeartbeatSeconds: 60,
          End: true,
        },
      }),
      'A: field HeartbeatSeconds is not supported with .waitForTaskToken',
    ],
    ...[
      { field: 'Transformation', WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } },
      { field: 'Transformation', WriterConfig: { Transformation: 'NONE', OutputType: 'JSON' } },
      { field: 'OutputType', WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' } },
    ].map(({ field, WriterConfig }): [string, JsonObject, string] => [
      `the WriterConfig ${JSON.stringify(WriterConfig)}`,
      machine({
        A: mapOf({ B: pass }, express, {
          ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: {}, WriterConfig },
        }),
      }),
      `A: field ResultWriter/WriterConfig/${field}`,
    ]),
    [
      'a function that is not there',
      machine({ A: { ...pass, Output: { a: '{% $uuid() %}' } } }),
      "A: field Output: the JSONata expression '$uuid()' calls $uuid, which is not supported",
    ],
    ...['CSV', 'JSONL'].map((InputType): [string, JsonObject, string] => [
      `a ${InputType} reader`,
      machine({
        A: mapOf({ B: pass }, express, {
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType },
            Arguments: {},
          },
        }),
      }),
      'A: field ItemReader/ReaderConfig/InputType',
    ]),
    [
      'a query language of a processor',
      machine({
        A: {
          Type: 'Map',
          End: true,
          ItemProcessor: { QueryLanguage: 'JSONata', StartAt: 'B', States: { B: pass } },
        },
      }),
      'A/ItemProcessor: field QueryLanguage is not supported',
    ],
    [
      'a wrong state inside a Map',
      machine({ A: mapOf({ B: { ...pass, InputPath: '$' } }) }),
      'B: field InputPath is not supported',
    ],
    [
      'a token in an Express child',
      machine({ A: mapOf({ B: invoke({ End: true, Resource: callback }) }, express) }),
      'B: field Resource: an Express execution cannot wait',
    ],
    [
      'a Distributed Map in an Express child',
      machine({ A: mapOf({ B: mapOf({ C: pass }, express) }, express) }),
      'B: an Express execution cannot run a Distributed Map',
    ],
    [
      'an outer variable assigned in an iteration',
      machine({
        A: { Type: 'Pass', Next: 'B', Assign: { x: 1 } },
        B: mapOf({ C: { ...pass, Assign: { x: 2 } } }),
      }),
      '$x belongs to an outer scope',
    ],
  ];

  it.each(refused)('is refused for %s, by name', (_, definition, message) => {
    const parse = () => parseDefinition(definition);
    expect(parse).toThrow(DefinitionError);
    expect(parse).toThrow(message);
  });

  it('may use a name again in a Distributed Map, whose children have variables of their own', () => {
    const states = {
      A: { Type: 'Pass', Next: 'B', Assign: { x: 1 } },
      B: mapOf({ C: { ...pass, Assign: { x: 2 } } }, express),
    };
    expect(() => parseDefinition(machine(states))).not.toThrow();
  });
});
