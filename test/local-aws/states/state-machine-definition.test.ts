// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local-aws/json';
import { stateMachineDefinition } from '../../../local-aws/states/state-machine-definition';

const source = '{"StartAt":"A","States":{"A":{"Resource":"${FunctionArn}"}}}';
const readAsset = (objectKey: string) => `{"StartAt":"${objectKey}"}`;

describe('stateMachineDefinition', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['a definition string', { DefinitionString: '{"StartAt":"A"}' }, { StartAt: 'A' }],
    ['a definition object', { Definition: { StartAt: 'A' } }, { StartAt: 'A' }],
    ['an asset', { DefinitionS3Location: { Bucket: 'b', Key: 'asl.json' } }, { StartAt: 'asl.json' }],
    [
      'substitutions',
      { DefinitionString: source, DefinitionSubstitutions: { FunctionArn: 'arn:f' } },
      { StartAt: 'A', States: { A: { Resource: 'arn:f' } } },
    ],
    [
      'a name nobody substitutes',
      { DefinitionString: source },
      { StartAt: 'A', States: { A: { Resource: '${FunctionArn}' } } },
    ],
  ])('reads %s', (_, properties, expected) => {
    expect(stateMachineDefinition(properties, readAsset)).toEqual(expected);
  });

  it.each<[string, JsonObject, string]>([
    ['none', {}, 'the state machine has no definition'],
    ['a list', { DefinitionString: '[]' }, 'the definition of a state machine is a JSON object'],
  ])('refuses %s', (_, properties, message) => {
    expect(() => stateMachineDefinition(properties, readAsset)).toThrow(message);
  });
});
