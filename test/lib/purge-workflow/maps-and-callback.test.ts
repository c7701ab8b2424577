// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { allStates, childrenOf, definition, definitionText } from '../support/definition';

const run = '$states.context.Execution.Name';

describe.each([
  {
    map: 'InspectAccounts',
    file: 'accounts.json',
    pointer: { ItemsPointer: '/targets' },
    item: 'account',
    folder: 'inspection',
  },
  { map: 'PurgeAccounts', file: 'approved.json', pointer: {}, item: 'approved', folder: 'purge' },
])('$map', ({ map, file, pointer, item, folder }) => {
  const { ItemProcessor, Comment, Next, Catch, Output, Assign, ...fields } = {
    Assign: undefined,
    ...definition.States[map],
  };

  it('reads its items from the run store and writes its results there, tolerating failed children', () => {
    expect(fields).toEqual({
      Type: 'Map',
      Label: map,
      ItemReader: {
        Resource: 'arn:${Partition}:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON', ...pointer },
        Arguments: { Bucket: '${RunBucket}', Key: `{% 'runs/' & ${run} & '/${file}' %}` },
      },
      ItemSelector: { run: `{% ${run} %}`, [item]: '{% $states.context.Map.Item.Value %}' },
      MaxConcurrency: '{% ${Concurrency} %}',
      ToleratedFailurePercentage: 100,
      ResultWriter: {
        Resource: 'arn:${Partition}:states:::s3:putObject',
        Arguments: { Bucket: '${RunBucket}', Prefix: `{% 'runs/' & ${run} & '/${folder}' %}` },
        WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' },
      },
    });
  });

  it('is distributed, with Express children that neither wait nor nest', () => {
    expect(ItemProcessor?.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' });
    const children = allStates(childrenOf(map)).map(([, state]) => state);
    expect(children.filter(({ Type }) => Type === 'Map' || Type === 'Wait')).toEqual([]);
    expect(children.filter(({ Resource }) => Resource?.endsWith('.waitForTaskToken'))).toEqual([]);
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
  it('has children that use no variable of the states around it', () => {
    const text = JSON.stringify(childrenOf(map));
    const assigned = [...text.matchAll(/"Assign":\{"(\w+)"/g)].map(([, name]) => name);
    // A `$` with a name, unless it is a function or a placeholder.
    const used = [...text.matchAll(/\$(?!states\b)(\w+)\b(?!\()/g)].map(([, name]) => name);
    expect(used.filter((name) => !assigned.includes(name))).toEqual([]);
  });
});

describe('RequestApproval', () => {
  const { Comment, Retry, Catch, Next, ...fields } = definition.States.RequestApproval ?? {};

  it('waits for the task token, and not for ever', () => {
    expect(fields).toEqual({
      Type: 'Task',
      Resource: 'arn:${Partition}:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: '${RequestApproval}',
        Payload: {
          run: `{% ${run} %}`,
          taskToken: '{% $states.context.Task.Token %}',
          planDigest: '{% $states.input.planDigest %}',
          requestedAt: '{% $states.context.State.EnteredTime %}',
          timeoutSeconds: '{% ${ApprovalTimeoutSeconds} %}',
        },
      },
      TimeoutSeconds: '{% $floor(${ApprovalTimeoutSeconds} * 0.75) %}',
    });
  });

  it('and RemindApprovers are the only states that see a task token', () => {
    const seeing = allStates(definition).filter(([, { Arguments }]) =>
      JSON.stringify(Arguments ?? '').includes('Task.Token'),
    );
    expect(seeing.map(([name]) => name)).toEqual(['RequestApproval', 'RemindApprovers']);
    expect(definitionText.match(/Task\.Token/g)).toHaveLength(2);
  });
});

describe('RemindApprovers', () => {
  it.each([3600, 3601, 3603, 259_200])('waits for just what is left of %i seconds', async (seconds) => {
    const evaluate = (expression: unknown) =>
      jsonata(
        String(expression).slice(2, -2).replaceAll('${ApprovalTimeoutSeconds}', String(seconds)),
      ).evaluate({});
    const first = await evaluate(definition.States.RequestApproval?.TimeoutSeconds);
    const rest = await evaluate(definition.States.RemindApprovers?.TimeoutSeconds);
    expect([first, first + rest]).toEqual([Math.floor((seconds * 3) / 4), seconds]);
  });
});

describe('RecordProgress', () => {
  const { Arguments } = childrenOf('PurgeAccounts').States.RecordProgress ?? {};
  const verification = { readings: {} };
  const deletions = [{ result: 'deleted' }, { result: 'already-gone' }];
  const caught = { state: 'S', error: 'E', cause: '' };

  it.each([
    ['done', { stages: [{ deletions }, { deletions: [] }], verification }],
    ['failed', { caught }],
    ['failed', { stages: [{ deletions }, { caught }], verification }],
    ['failed', { stages: [{ deletions: [...deletions, { result: 'failed' }] }], verification }],
    ['failed', { stages: [{ deletions }], verification: { caught } }],
  ])('calls an account %s after %j', async (word, result) => {
    const input = { accountId: '222222222222', ...result };
    const context = { Execution: { Input: { run: 'run-1' } } };
    const key = await jsonata(String(Arguments?.Key).slice(2, -2)).evaluate(
      {},
      { states: { input, context } },
    );
    expect(key).toBe(`runs/run-1/progress/222222222222.${word}`);
  });
});

describe('the definition', () => {
  it('lets no root session out of a child, not even sealed', () => {
    const last = (map: string) =>
      Object.entries(childrenOf(map).States).filter(([, { Next }]) => Next === undefined);
    const outputs = [...last('InspectAccounts'), ...last('PurgeAccounts')];
    expect(Object.fromEntries(outputs.map(([name, { Output }]) => [name, Output]))).toEqual({
      InspectCredentials: '{% $states.result.Payload %}',
      AccountNotInspected: undefined,
      AnnounceAccount: '{% $states.input %}',
      AccountNotAnnounced: undefined,
    });
    const toProgress = Object.entries(childrenOf('PurgeAccounts').States).filter(
      ([, { Next }]) => Next === 'RecordProgress',
    );
    expect(Object.fromEntries(toProgress.map(([name, { Output }]) => [name, Output]))).toEqual({
      VerifyAccount: {
        accountId: '{% $states.input.approved.accountId %}',
        stages: '{% [$signingCertificates, $accessKeys, $loginProfile, $mfaDevices] %}',
        verification: '{% $states.result.Payload %}',
      },
      AccountNotPurged: undefined,
      AccountNotVerified: undefined,
    });
  });
});
