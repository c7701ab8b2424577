import { describe, expect, it } from 'vitest';
import { type TargetInput, targetInput } from '../../../local-aws/events/event-bridge-input';
import type { Json } from '../../../local-aws/json';

const ruleArn = 'arn:aws:events:eu-west-1:111111111111:rule/Joined';
const event = {
  id: 'event-1',
  time: '2026-01-02T03:04:05Z',
  resources: ['first', 'second'],
  detail: { 'account id': '444455556666', name: 'Say "hi"', state: { code: 7 } },
};
const template = (inputTemplate: string, inputPathsMap: Record<string, string> = {}): TargetInput => ({
  inputTransformer: { inputPathsMap, inputTemplate },
});
const transform = (input: TargetInput) => targetInput(input, event, ruleArn);

describe('targetInput', () => {
  it.each<[string, TargetInput, Json]>([
    ['the event itself', {}, event],
    ['a constant', { input: '{"mode":"audit"}' }, { mode: 'audit' }],
    ['a part of the event', { inputPath: '$.detail.state' }, { code: 7 }],
    ['all of the event', { inputPath: '$' }, event],
    ['an item of a list', { inputPath: '$.resources[1]' }, 'second'],
    ['null for a part that is not there', { inputPath: '$.detail.owner.name' }, null],
    [
      'values where a template names them',
      template('{"accounts":[<account>],"state":<state>}', {
        account: "$.detail['account id']",
        state: '$.detail.state',
      }),
      { accounts: ['444455556666'], state: { code: 7 } },
    ],
    [
      'values inside of text',
      template('{"reason":"<name> in <state>, event <id>"}', {
        name: '$.detail.name',
        state: '$.detail.state',
        id: '$.id',
      }),
      { reason: 'Say "hi" in {"code":7}, event event-1' },
    ],
    ['nothing for a path without a value', template('"[<owner>]"', { owner: '$.detail.owner' }), '[]'],
    ['what is no variable as it is', template('"a <b> c \\" <d>"', { d: '$.id' }), 'a <b> c " event-1'],
    [
      'what AWS knows itself',
      template(
        '["<aws.events.rule-name>",<aws.events.rule-arn>,<aws.events.event.ingestion-time>,<aws.events.event.json>]',
      ),
      ['Joined', ruleArn, event.time, event],
    ],
  ])('gives %s', (_, input, expected) => {
    expect(transform(input)).toEqual(expected);
  });

  it.each<[TargetInput, string]>([
    [template('{"a": <owner>}', { owner: '$.detail.owner' }), 'does not give JSON: {"a": }'],
    [template('hello'), 'does not give JSON: hello'],
    [{ inputPath: '$..name' }, 'The path $..name is not supported locally'],
  ])('refuses %j', (input, message) => {
    expect(() => transform(input)).toThrow(message);
  });
});
