// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import * as errors from '../../lambdas/skeleton/errors';
import {
  allStates,
  definition,
  definitionText,
  tasksDefinition,
  tasksDefinitionText,
  tasksOf,
} from './support/definition';

/** What AWS says, where a workflow tells it apart. */
const ofAws = [
  // Organizations: the caller is not allowed, or there is no organization.
  'AccessDeniedException',
  'AWSOrganizationsNotInUseException',
  // STS has no modeled errors for these; they are the codes on the wire.
  'AccessDenied',
  'Throttling',
  'ThrottlingException',
];

describe.each([
  ['the purge', definition, definitionText],
  ['the privileged tasks', tasksDefinition, tasksDefinitionText],
])('the definition of %s', (_, definition, text) => {
  const states = allStates(definition);
  /** As a deployment puts values in; the validator wants ARNs where ARNs belong. */
  const deployed = () =>
    JSON.parse(
      text
        .replaceAll('${Partition}', 'aws')
        .replaceAll(/\$\{(Concurrency|ApprovalTimeoutSeconds|ApproverTopics)\}/g, '60')
        .replaceAll('${PurgeStateMachine}', 'arn:aws:states:eu-west-1:111111111111:stateMachine:purge')
        .replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:eu-west-1:111111111111:function:$1'),
    );

  it('says of each state why it is there', () => {
    const silent = states.filter(([, { Comment = '' }]) => !/^[A-Z].{20,}\.$/.test(Comment));
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('is JSONata throughout', () => {
    expect(text.match(/"QueryLanguage": "\w+"/g)).toEqual(['"QueryLanguage": "JSONata"']);
    expect(definition.QueryLanguage).toBe('JSONata');
  });

  it('invokes each Lambda by the state of its name', () => {
    const { invoked } = tasksOf(definition);
    const functions = invoked.map(([, { Arguments }]) => Arguments?.FunctionName);
    expect(functions).toEqual(invoked.map(([name]) => `\${${name}}`));
  });

  it('names errors of States Language, of AWS, or of a class of ours', () => {
    const named = states.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    // Those of the states that start executions are in reseal-retry.test.ts.
    const unknown = named.filter(
      (name) => !/^(States|StepFunctions|Lambda)\./.test(name) && !ofAws.includes(name) && !(name in errors),
    );
    expect(unknown).toEqual([]);
    expect(ofAws.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('is accepted by asl-validator, which would notice', () => {
    const { isValid, errorsText } = validate(deployed());
    expect({ isValid, errors: errorsText() }).toEqual({ isValid: true, errors: '' });
    const broken = deployed();
    broken.States.RequestApproval.Catch[0].Next = 'RemindAprovers';
    expect(validate(broken).errorsText()).toContain('RemindAprovers');
  });
});

it.each(Object.entries(errors).filter(([name]) => name.endsWith('Error')))(
  'the error %s is thrown under its own name',
  (name, thrown) => {
    expect(Reflect.construct(thrown, [[]])).toMatchObject({ name });
  },
);
