import type { JsonObject } from '../../../local-aws/json';

/** A Distributed Map with this processor. */
export const distributed = (
  processor: JsonObject,
  fields: JsonObject = {},
  ExecutionType: 'EXPRESS' | 'STANDARD' = 'EXPRESS',
): JsonObject => ({
  Type: 'Map',
  Label: 'Accounts',
  End: true,
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
    StartAt: Object.keys(processor)[0] ?? '',
    States: processor,
  },
  ...fields,
});

/** Succeeds, or fails on items that are `bad`. */
export const failingOnBad: JsonObject = {
  Check: {
    Type: 'Choice',
    Choices: [{ Condition: "{% $states.input = 'bad' %}", Next: 'Refuse' }],
    Default: 'Accept',
  },
  Refuse: { Type: 'Fail', Error: 'Bad', Cause: 'it is bad' },
  Accept: { Type: 'Succeed' },
};
